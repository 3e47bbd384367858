/** The guide beside its source: every suggestion to accept or strike, every question to answer, and what was left out. */
import { useMemo, useState } from "preact/hooks";

import { Heading } from "../app/Heading";
import { langOf, t } from "../text";
import type { Decide } from "./Article";
import { HeadFields } from "./HeadFields";
import type { SourcePart, View } from "./protocol";
import { Rule } from "./Rule";
import { Saving } from "./Saving";
import { type At, isSame, Source } from "./Source";
import { Step } from "./Step";
import { foundText, progressText, saidLang } from "./words";

export interface ReviewProps {
  source: SourcePart[];
  view: View;
  decide: Decide;
  onOther: () => void;
}

export function Review({ source, view, decide, onOther }: ReviewProps) {
  const [at, setAt] = useState<At | null>(null);
  const look = (there: At): void => setAt((now) => (isSame(now, there) ? now : there));
  // What was found, not what became of it.
  const found = useMemo(() => foundText(view), []);
  const lang = langOf(view.language);
  const { counts } = view;
  const chosen = counts.accepted + counts.struck > 0;
  const goTo = (there: At): void => {
    look(there);
    document.getElementById(`found-${there.step}-${there.sentence}`)?.scrollIntoView({ block: "center" });
  };
  return (
    <div class="review">
      <header class="stack review-head">
        <div>
          <Heading text={t("article.check_title")} />
          <p class="quiet">{found}</p>
        </div>
        <p>{t("article.check")}</p>
      </header>
      <Source parts={source} lang={view.language} at={at} onAt={goTo} />
      <section class="review-guide stack" aria-labelledby="review-title">
        <h2 id="review-title">{t("article.guide_title")}</h2>
        <div class="review-bar">
          <p class="review-progress">{progressText(counts)}</p>
          <div class="buttons" role="group" aria-label={t("article.all.title")}>
            <button type="button" disabled={counts.open === 0} onClick={() => decide.all(null, "accept")}>
              {t("article.all.accept")}
            </button>
            <button type="button" disabled={counts.open === 0} onClick={() => decide.all(null, "strike")}>
              {t("article.all.strike")}
            </button>
            {chosen && (
              <button type="button" onClick={() => decide.all(null, null)}>
                {t("article.all.reopen")}
              </button>
            )}
          </div>
        </div>
        <HeadFields view={view} onWrite={decide.write} />
        {(view.intro.length > 0 || view.stop) && (
          <section class="card stack" aria-labelledby="intro-title">
            <h3 id="intro-title">{t("article.intro_title")}</h3>
            {view.intro.length > 0 && <p lang={lang}>{view.intro.join(" ")}</p>}
            {view.stop && (
              <div class="found-stop">
                <p class="quiet small">{t("article.stop_note")}</p>
                <ul class="found-rules">
                  <Rule rule={view.stop} lang={lang} onChoose={decide.choose} />
                </ul>
              </div>
            )}
          </section>
        )}
        <ol class="review-steps">
          {view.steps.map((step, index) => (
            <Step key={index} step={step} index={index} lang={lang} at={at?.step === index ? at : null} decide={decide} onAt={look} />
          ))}
        </ol>
        <section class="card stack" aria-labelledby="left-title">
          <h3 id="left-title">{t("article.left_title")}</h3>
          <p class="quiet small">{view.left_out.length > 0 ? t("article.left_note") : t("article.left_none")}</p>
          {view.left_out.length > 0 && (
            <ul class="left-out">
              {view.left_out.map((left, index) => (
                <li key={index}>
                  <q lang={lang}>{left.text}</q>{" "}
                  <span class="quiet small" lang={saidLang(left.why)}>
                    {left.why.text}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
        {view.repairs.length > 0 && (
          <section class="card stack" aria-labelledby="repairs-title">
            <h3 id="repairs-title">{t("article.repairs_title")}</h3>
            <ul>
              {view.repairs.map((repair, index) => (
                <li key={index} lang={saidLang(repair)}>
                  {repair.text}
                </li>
              ))}
            </ul>
          </section>
        )}
        <Saving view={view} onOther={onOther} />
      </section>
    </div>
  );
}
