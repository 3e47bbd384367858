/** One step of a guide to read: its drawing, its sentences, and how each is checked. */
import { Figure } from "../figure/Figure";
import type { GuidePage, GuideSentence, GuideStep as Step, Side } from "../session/protocol";
import { langOf, t } from "../text";
import { amountText } from "./amount";
import { filled, inEnglish } from "./howto";

const SIDES: readonly Side[] = ["left", "right"];

export function GuideStep({ guide, step, number, moves }: { guide: GuidePage; step: Step; number: number; moves: boolean }) {
  const lang = langOf(guide.language);
  const title = filled(step.title, guide);
  const amount = amountText(step.amount);
  return (
    <section class="step-read" aria-labelledby={`step-${step.id}`}>
      <Drawings step={step} title={title} moves={moves} />
      <div>
        <p class="quiet small">
          {t("guide.step", { number })}
          {step.each_side && ` · ${t("guide.each_side")}`}
          {amount !== null && ` · ${amount}`}
        </p>
        <h2 id={`step-${step.id}`} tabIndex={-1} lang={lang}>
          {title}
        </h2>
        {/* Written out for the left; the right is said once, at the end. */}
        <ul class="sentences-read" lang={lang}>
          {step.sentences.map((sentence, index) => (
            <li key={index}>{filled(sentence.text, guide)}</li>
          ))}
        </ul>
        {step.each_side && <p class="quiet other-side">{t("guide.other_side", { side: t("session.side.right") })}</p>}
        <details class="how no-print">
          <summary>
            {t("guide.how")}
            <span class="hidden-visually"> {title}</span>
          </summary>
          <dl>
            {step.sentences.map((sentence, index) => (
              <Rules key={index} guide={guide} sentence={sentence} />
            ))}
          </dl>
        </details>
      </div>
    </section>
  );
}

function Drawings({ step, title, moves }: { step: Step; title: string; moves: boolean }) {
  if (!step.each_side) return <Figure of={step.figure} label={t("guide.figure", { title })} moves={moves} />;
  return (
    <div class="both-sides">
      {SIDES.map((side) => (
        <figure key={side}>
          <Figure of={step.figure} side={side} label={t("guide.figure_side", { title, side: t(`session.side.${side}`) })} moves={moves} />
          <figcaption class="quiet small">{t(`guide.side.${side}`)}</figcaption>
        </figure>
      ))}
    </div>
  );
}

/** Rules and what is said of them are English in every language. */
function Rules({ guide, sentence }: { guide: GuidePage; sentence: GuideSentence }) {
  const english = langOf("en");
  return (
    <div>
      <dt lang={langOf(guide.language)}>{filled(sentence.text, guide)}</dt>
      {sentence.rules.length === 0 && <dd class="quiet">{t("guide.no_rule")}</dd>}
      {sentence.rules.map((rule) => (
        <dd key={rule.rule} lang={english}>
          <code>{inEnglish(rule.rule)}</code>
          <span class="quiet">{inEnglish(rule.explained)}</span>
        </dd>
      ))}
    </div>
  );
}
