/** What only the person knows: the `ask` sentences, and how it was. Every answer can be left out or taken back. */
import type { Answer, Feedback, GuidePage } from "../session/protocol";
import { t } from "../text";
import { titleOf } from "./summary";

/** Above this, of 10, the page repeats what to do when it hurts (docs/measures.md, "Ranges, doses and words"). */
const HURTS = 3;

const SCALE = Array.from({ length: 11 }, (_, value) => value);

export function AskAgain({ answers, guide, onChange }: { answers: Answer[]; guide: GuidePage | null; onChange: (answers: Answer[]) => void }) {
  const set = (changed: number, answer: Answer["answer"]): void => {
    onChange(answers.map((one, index) => (index === changed ? { ...one, answer } : one)));
  };
  return (
    <section class="stack" aria-labelledby="ask">
      <h2 id="ask">{t("end.ask_title")}</h2>
      {answers.map((one, index) => (
        <Choice
          key={index}
          name={`ask-${index}`}
          question={one.text}
          hint={titleOf(one, guide, (side) => t(`end.side.${side}`))}
          choices={[
            ["yes", t("end.yes")],
            ["no", t("end.no")],
          ]}
          chosen={one.answer}
          onChoose={(answer) => set(index, answer)}
        />
      ))}
    </section>
  );
}

export function Questions(props: { feedback: Feedback | null; painOnly: boolean; onChange: (feedback: Feedback) => void }) {
  const { painOnly, onChange } = props;
  const feedback = props.feedback ?? { stretch_felt: null, pain: null, effort: null };
  return (
    <section class="stack" aria-labelledby="how-was-it">
      <div>
        <h2 id="how-was-it">{t("end.questions_title")}</h2>
        <p class="quiet">{t("end.questions_lead")}</p>
      </div>
      {!painOnly && (
        <Choice
          name="felt"
          question={t("end.felt")}
          choices={[
            ["no", t("end.felt_no")],
            ["a_little", t("end.felt_a_little")],
            ["yes", t("end.felt_yes")],
          ]}
          chosen={feedback.stretch_felt}
          onChoose={(stretch_felt) => onChange({ ...feedback, stretch_felt })}
        />
      )}
      <Choice
        name="pain"
        question={t("end.pain")}
        hint={`${t("end.pain_least")} – ${t("end.pain_most")}`}
        choices={SCALE.map((value) => [value, String(value)])}
        chosen={feedback.pain}
        onChoose={(pain) => onChange({ ...feedback, pain })}
      />
      <div role="status">{feedback.pain !== null && feedback.pain > HURTS && <p class="card next">{t("end.hurts")}</p>}</div>
      {!painOnly && (
        <Choice
          name="effort"
          question={t("end.effort")}
          hint={`${t("end.effort_least")} – ${t("end.effort_most")}`}
          choices={SCALE.map((value) => [value, String(value)])}
          chosen={feedback.effort}
          onChoose={(effort) => onChange({ ...feedback, effort })}
        />
      )}
    </section>
  );
}

/** One question with a row of answers, of which at most one is chosen. */
function Choice<V extends string | number>(props: {
  name: string;
  question: string;
  hint?: string;
  choices: [V, string][];
  chosen: V | null;
  onChoose: (value: V | null) => void;
}) {
  const { name, question, hint, choices, chosen, onChoose } = props;
  return (
    <fieldset class="choice" aria-describedby={hint ? `${name}-hint` : undefined}>
      <legend>{question}</legend>
      {hint && (
        <p id={`${name}-hint`} class="quiet small">
          {hint}
        </p>
      )}
      <div class="pills">
        {choices.map(([value, text]) => (
          <label key={value}>
            <input type="radio" name={name} checked={chosen === value} onChange={() => onChoose(value)} />
            <span>{text}</span>
          </label>
        ))}
        {chosen !== null && (
          <button type="button" class="plain small" onClick={() => onChoose(null)}>
            {t("end.clear")}
            <span class="hidden-visually">: {question}</span>
          </button>
        )}
      </div>
    </fieldset>
  );
}
