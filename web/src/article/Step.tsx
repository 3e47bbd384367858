/** A step of the guide that is checked: its sentences, each with its rules, questions, or what stands there without. */
import { Component } from "preact";

import { t } from "../text";
import type { Decide } from "./Article";
import type { Sentence as Found, Step as FoundStep } from "./protocol";
import { Question, Rule } from "./Rule";
import { type At, moved, piecesOf } from "./Source";
import { saidLang } from "./words";

interface StepProps {
  step: FoundStep;
  /** From 0. */
  index: number;
  /** Of the article, where it is not the page's. */
  lang: string | undefined;
  /** Where the person is, if it is in this step. */
  at: At | null;
  decide: Decide;
  onAt: (at: At) => void;
}

/** Drawn anew only when it changes: of two hundred steps one is looked at. */
export class Step extends Component<StepProps> {
  override shouldComponentUpdate(next: StepProps): boolean {
    return next.step !== this.props.step || next.at !== this.props.at;
  }

  render() {
    return <Drawn {...this.props} />;
  }
}

function Drawn({ step, index, lang, at, decide, onAt }: StepProps) {
  const suggestions = [...(step.each_side ? [step.each_side] : []), ...step.sentences.flatMap((sentence) => sentence.rules)];
  const open = suggestions.filter((one) => one.choice === null && one.waits === null).length;
  return (
    <li class="card stack review-step">
      <div class="review-step-head">
        <div>
          <p class="quiet small">{t("article.step", { number: index + 1 })}</p>
          <h3 id={`review-step-${index}`} lang={lang}>
            {step.title}
          </h3>
        </div>
        {suggestions.length > 1 && (
          <div class="buttons" role="group" aria-labelledby={`review-step-${index}`}>
            <button type="button" class="small-button" disabled={open === 0} onClick={() => decide.all(index, "accept")}>
              {t("article.step_all.accept")}
            </button>
            <button type="button" class="small-button" disabled={open === 0} onClick={() => decide.all(index, "strike")}>
              {t("article.step_all.strike")}
            </button>
          </div>
        )}
      </div>
      {step.each_side && (
        <ul class="found-rules">
          <Rule rule={step.each_side} lang={lang} onChoose={decide.choose} />
        </ul>
      )}
      <ul class="review-sentences">
        {step.sentences.map((sentence, place) => (
          <Sentence
            key={place}
            sentence={sentence}
            id={`found-${index}-${place}`}
            lang={lang}
            here={at?.sentence === place}
            onChoose={decide.choose}
            onAt={(rule) => onAt({ step: index, sentence: place, rule })}
          />
        ))}
      </ul>
    </li>
  );
}

interface SentenceProps {
  sentence: Found;
  id: string;
  lang: string | undefined;
  here: boolean;
  onChoose: Decide["choose"];
  onAt: (rule: number | null) => void;
}

function Sentence({ sentence, id, lang, here, onChoose, onAt }: SentenceProps) {
  const { rules, questions, without, hint } = sentence;
  return (
    <li id={id} class="review-sentence" data-at={here ? "" : undefined} onMouseMove={(event) => moved(event, () => onAt(null))} onFocusCapture={() => onAt(null)}>
      <p class="review-text" lang={lang}>
        {sentence.text}
      </p>
      <p class="in-article small quiet">
        {t("article.in_article")} <q lang={lang}>{markedOf(sentence)}</q>
      </p>
      {rules.length + questions.length > 0 && (
        <ul class="found-rules">
          {rules.map((rule, place) => (
            <Rule key={rule.id} rule={rule} lang={lang} onChoose={onChoose} onAt={() => onAt(place)} />
          ))}
          {questions.map((question) => (
            <Question key={question.id} rule={question} lang={lang} onChoose={onChoose} />
          ))}
        </ul>
      )}
      {without?.covered && <p class="small quiet">{t("article.without.covered")}</p>}
      {without && !without.covered && (
        <fieldset class="found-without">
          <legend class="small quiet">
            {rules.length > 0 && `${t("article.without.struck")} `}
            {t("article.without.legend")}
          </legend>
          <label>
            <input type="radio" name={without.id} checked={without.asked !== null} onChange={() => onChoose(without.id, "ask")} />
            {without.asked === null ? t("article.without.ask_plain") : t("article.without.ask", { what: without.asked })}
          </label>
          <label>
            <input type="radio" name={without.id} checked={without.asked === null} onChange={() => onChoose(without.id, "note")} />
            {t("article.without.note")}
          </label>
        </fieldset>
      )}
      {hint && (
        <p class="found-hint small" lang={saidLang(hint)}>
          {hint.english ? hint.text : t("article.hint", { hint: hint.text })}
        </p>
      )}
    </li>
  );
}

/** The sentence as the article has it, with the words of its rules. */
function markedOf({ said, rules }: Found) {
  let from = 0;
  const ranges: [number, number][] = [];
  for (const word of rules.flatMap((rule) => rule.because)) {
    // Words come in their order within a rule; those of the next rule may stand before.
    let at = said.indexOf(word, from);
    if (at < 0) at = said.indexOf(word);
    if (at < 0) continue;
    ranges.push([at, at + word.length]);
    from = at;
  }
  return piecesOf(said, ranges).map((piece, index) => (piece.marked ? <mark key={index}>{piece.text}</mark> : piece.text));
}
