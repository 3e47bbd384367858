/** The guide as it will read, as far as it can be read. */
import { Component } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { amountText } from "../pages/amount";
import { GuideFacts } from "../pages/GuideFacts";
import { filled, inEnglish } from "../pages/howto";
import type { GuidePage, GuideStep } from "../session/protocol";
import { t } from "../text";

/** Above the step that is kept in sight. */
const MARGIN_PX = 24;

/** `at`: the step that is being written, from 0; it is kept in sight. Null: what stands above the steps. */
export function Preview({ page, at }: { page: GuidePage | null; at: number | null }) {
  const article = useRef<HTMLElement>(null);
  const count = page?.steps.length ?? 0;
  useEffect(() => {
    const shown = article.current;
    const pane = shown?.parentElement;
    const part = at === null ? shown?.querySelector("header") : shown?.querySelector(`.steps-read > :nth-child(${Math.min(at + 1, count)})`);
    if (!pane || !part || pane.scrollHeight <= pane.clientHeight) return;
    const [top, bottom] = [part.getBoundingClientRect().top - pane.getBoundingClientRect().top, part.getBoundingClientRect().bottom - pane.getBoundingClientRect().top];
    if (top < 0 || bottom > pane.clientHeight) pane.scrollTop += top - MARGIN_PX;
  }, [at, count]);
  if (!page) return <p class="quiet">{t("editor.page.empty")}</p>;
  return (
    <article ref={article} class="guide as-read">
      <header class="stack">
        <div>
          <h2 class={page.title ? "as-read-title" : "as-read-title quiet"}>{page.title || t("editor.page.no_title")}</h2>
          {page.steps.length > 0 && <GuideFacts steps={page.steps.length} of={page} />}
        </div>
        {page.summary.length > 0 && <p class="summary">{page.summary.join(" ")}</p>}
        {(page.author || page.source) && (
          <p class="quiet small">
            {page.author && `${t("guide.by")} ${page.author}.`} {page.source && `${t("guide.sources_lead")} ${page.source}.`}
          </p>
        )}
      </header>
      <ol class="steps-read as-read-steps">
        {page.steps.map((step, index) => (
          <Step key={index} step={step} sides={page.sides} number={index + 1} />
        ))}
      </ol>
    </article>
  );
}

interface StepProps {
  /** The guide's own words for the sides: written out for the left, as on the guide's page. */
  sides: GuidePage["sides"];
  step: GuideStep;
  number: number;
}

const told = ({ step, sides }: StepProps): string => JSON.stringify([step, sides]);

/** Drawn anew only when it changes: every text that was examined brings every step again. */
class Step extends Component<StepProps> {
  private told = "";

  override shouldComponentUpdate(next: StepProps): boolean {
    return next.number !== this.props.number || told(next) !== this.told;
  }

  render() {
    const { step, sides, number } = this.props;
    this.told = told(this.props);
    const sided = (text: string): string => filled(text, { sides });
    const title = sided(step.title);
    const amount = amountText(step.amount);
    return (
      <li>
        <p class="quiet small">
          {t("editor.page.step", { number })}
          {step.each_side && ` · ${t("editor.page.each_side")}`}
          {amount !== null && ` · ${amount}`}
        </p>
        <h3>{title}</h3>
        <ul class="sentences-read">
          {step.sentences.map((sentence, index) => (
            <li key={index}>{sided(sentence.text)}</li>
          ))}
          {step.each_side && <li class="quiet">{t("guide.other_side")}</li>}
        </ul>
        <details class="how">
          <summary>
            {t("editor.page.how")}
            <span class="hidden-visually"> {title}</span>
          </summary>
          <dl>
            {step.sentences.map((sentence, index) => (
              <div key={index}>
                <dt>{sided(sentence.text)}</dt>
                {sentence.rules.length === 0 && <dd class="quiet">{t("editor.page.unread")}</dd>}
                {sentence.rules.map((rule, place) => (
                  <dd key={place}>
                    <code>{inEnglish(rule.rule)}</code>
                    <span class="quiet">{inEnglish(rule.explained)}</span>
                  </dd>
                ))}
              </div>
            ))}
          </dl>
        </details>
      </li>
    );
  }
}
