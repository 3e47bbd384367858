/** A guide to read, and the two ways to begin. */
import { useEffect } from "preact/hooks";

import { Heading } from "../app/Heading";
import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { Waiting } from "../app/Waiting";
import type { GuidePage, GuideSentence, GuideStep } from "../session/protocol";
import { api, RefusedError } from "../store/api";
import { t } from "../text";
import { GuideFacts } from "./GuideFacts";
import { NotFound } from "./NotFound";
import { Picture } from "./Picture";

export function Guide({ name }: { name: string }) {
  const [guide, again] = useLoaded(() => api.guide(name), name);
  const ready = guide.state === "ready";
  useEffect(() => {
    if (!ready) return;
    // While the person reads, the judge is fetched, so that it is there when they begin. If not, it is fetched then.
    import("../session/preload").then(({ preload }) => preload()).catch(() => {});
  }, [ready]);
  if (guide.state === "failed" && guide.error instanceof RefusedError && guide.error.status === 404) {
    return <NotFound title={t("guide.unknown_title")} />;
  }
  if (guide.state !== "ready") return <Waiting on={guide} again={again} />;
  return <Article guide={guide.value} />;
}

function Article({ guide }: { guide: GuidePage }) {
  return (
    <article class="guide">
      <header class="guide-head">
        <div class="stack">
          <div>
            <Heading text={guide.title} />
            <GuideFacts steps={guide.steps.length} of={guide} />
          </div>
          <p class="summary">{guide.summary.join(" ")}</p>
          {(guide.author || guide.source) && (
            <p class="quiet small">
              {guide.author && t("guide.by", { author: guide.author })} {guide.source && t("guide.source", { source: guide.source })}
            </p>
          )}
          <div class="buttons no-print">
            <a class="button primary" href={pathOf({ page: "session", name: guide.name, source: "camera" })}>
              {t("guide.camera")}
            </a>
            <a class="button" href={pathOf({ page: "session", name: guide.name, source: "self-reported" })}>
              {t("guide.clock")}
            </a>
          </div>
          <p class="quiet small no-print">
            {t("guide.camera_note")} {t("guide.clock_note")}
          </p>
        </div>
        <Picture />
      </header>
      <ol class="steps-read">
        {guide.steps.map((step, index) => (
          <li key={step.id}>
            <Step step={step} number={index + 1} />
          </li>
        ))}
      </ol>
      <p class="quiet small how-note no-print">{t("guide.how_camera")}</p>
    </article>
  );
}

/** A step with sides is written out for the left; the right is said once, at its end. */
const sided = (text: string): string => text.replaceAll("{side}", t("guide.left"));

function Step({ step, number }: { step: GuideStep; number: number }) {
  return (
    <section aria-labelledby={`step-${step.id}`}>
      <p class="quiet small step-number">
        {t("guide.step", { number })}
        {step.each_side && ` · ${t("guide.each_side")}`}
      </p>
      <h2 id={`step-${step.id}`}>{step.title}</h2>
      <ul class="sentences-read">
        {step.sentences.map((sentence, index) => (
          <li key={index}>{sided(sentence.text)}</li>
        ))}
        {step.each_side && <li class="quiet">{t("guide.other_side")}</li>}
      </ul>
      <details class="how">
        <summary>
          {t("guide.how")}
          <span class="hidden-visually"> {step.title}</span>
        </summary>
        <dl>
          {step.sentences.map((sentence, index) => (
            <Rules key={index} sentence={sentence} />
          ))}
        </dl>
      </details>
    </section>
  );
}

function Rules({ sentence }: { sentence: GuideSentence }) {
  return (
    <div>
      <dt>{sided(sentence.text)}</dt>
      {sentence.rules.length === 0 && <dd class="quiet">{t("guide.no_rule")}</dd>}
      {sentence.rules.map((rule) => (
        <dd key={rule.rule}>
          <code>{rule.rule}</code>
          <span class="quiet">{sided(rule.explained)}</span>
        </dd>
      ))}
    </div>
  );
}
