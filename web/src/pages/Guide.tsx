/** A guide to read, and the two ways to begin. */
import { useEffect } from "preact/hooks";

import { Heading } from "../app/Heading";
import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { Waiting } from "../app/Waiting";
import { Figure, useMoving } from "../figure/Figure";
import type { GuidePage } from "../session/protocol";
import { api, RefusedError } from "../store/api";
import { ownGuides } from "../store/ownGuides";
import { settings } from "../store/settings";
import { langOf, language, languageName, t } from "../text";
import { GuideFacts } from "./GuideFacts";
import { GuideStep } from "./GuideStep";
import { filled, howTo, scriptText, sourcesOf } from "./howto";
import { NotFound } from "./NotFound";
import { Rating } from "./Rating";
import { TakeWithYou } from "./TakeWithYou";

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
  const moving = useMoving();
  const lang = langOf(guide.language);
  return (
    <article class="guide">
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: scriptText(howTo(guide, location.origin + location.pathname)) }} />
      <header class="guide-head">
        <div class="stack">
          <div>
            <Heading text={guide.title} {...(lang && { lang })} />
            <GuideFacts steps={guide.steps.length} of={guide} />
            {guide.author && (
              <p class="quiet small">
                {t("guide.by")} <a href={pathOf({ page: "author", name: guide.author })}>{guide.author}</a>
              </p>
            )}
          </div>
          {guide.summary.length > 0 && (
            <p class="summary" lang={lang}>
              {guide.summary.join(" ")}
            </p>
          )}
          <div class="buttons no-print">
            <a class="button primary" href={pathOf({ page: "session", name: guide.name, source: "camera" })}>
              {t("guide.camera")}
            </a>
            <a class="button" href={pathOf({ page: "session", name: guide.name, source: "self-reported" })}>
              {t("guide.clock")}
            </a>
            <Edit guide={guide} />
          </div>
          <p class="quiet small no-print">
            {t("guide.camera_note")} {t("guide.clock_note")} <LanguageNote guide={guide} />
          </p>
        </div>
        <Glance guide={guide} />
      </header>
      <div class="steps-note quiet small">
        <p>{t("guide.mirror")}</p>
        {moving.can && (
          <button type="button" class="plain no-print" onClick={() => settings.set({ still: moving.wanted })}>
            {moving.wanted ? t("guide.hold_still") : t("guide.let_move")}
          </button>
        )}
      </div>
      <ol class="steps-read">
        {guide.steps.map((step, index) => (
          <li key={step.id}>
            <GuideStep guide={guide} step={step} number={index + 1} moves={moving.can && moving.wanted} />
          </li>
        ))}
      </ol>
      <p class="quiet small how-note no-print">{t("guide.how_camera")}</p>
      <div class="guide-end">
        <section class="stack" aria-labelledby="safety">
          <h2 id="safety">{t("guide.safety_title")}</h2>
          <p>{t("guide.safety")}</p>
          <p class="no-print">
            <a class="alone" href="/safety">{t("guide.safety_more")}</a>
          </p>
          {guide.source && <Sources of={guide.source} />}
        </section>
        <Rating guide={guide.name} />
      </div>
      <TakeWithYou guide={guide} />
    </article>
  );
}

/** Leads to the editor where the guide is the person's own. */
function Edit({ guide }: { guide: GuidePage }) {
  const [own] = useLoaded(ownGuides.list, "own");
  if (own.state !== "ready" || !own.value.some((card) => card.name === guide.name)) return null;
  return (
    <a class="button" href={pathOf({ page: "edit", name: guide.name })} aria-label={t("editor.mine_edit_named", { title: guide.title })}>
      {t("editor.mine_edit")}
    </a>
  );
}

/** Guides are written in English, and some are translated. */
function LanguageNote({ guide }: { guide: GuidePage }) {
  if (guide.language === language) return null;
  return <>{t("guide.other_language", { language: languageName(guide.language) })}</>;
}

/** All steps as small pictures that lead to them. */
function Glance({ guide }: { guide: GuidePage }) {
  return (
    <nav class="glance no-print" aria-label={t("guide.contents")}>
      <ol>
        {guide.steps.map((step) => (
          <li key={step.id}>
            <a href={`#step-${step.id}`}>
              <Figure of={step.figure} moves={false} />
              <span lang={langOf(guide.language)}>{filled(step.title, guide)}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Works are named in the languages in which they are written; which those are, the guide does not say. */
function Sources({ of }: { of: string }) {
  return (
    <div class="sources small">
      <h3>{t("guide.sources_title")}</h3>
      <p class="quiet">{t("guide.sources_lead")}</p>
      <ul class="quiet">
        {sourcesOf(of).map((source) => (
          <li key={source}>{source}</li>
        ))}
      </ul>
    </div>
  );
}
