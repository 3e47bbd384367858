/** What a person reads and answers before the first session. */
import { useRef, useState } from "preact/hooks";

import { Heading } from "../app/Heading";
import { safetyPassed } from "../store/safety";
import { catalogue, dayText, t } from "../text";

type Group = keyof typeof catalogue.safety.groups;
type Choice = "yes" | "no";

const GROUPS = Object.keys(catalogue.safety.groups) as Group[];
const SIGNS = Object.keys(catalogue.safety.stop) as (keyof typeof catalogue.safety.stop)[];

/** The text and the questions. One yes ends it for today; nothing is remembered then. */
export function Safety({ onPass, onLeave }: { onPass: () => void; onLeave: () => void }) {
  const [answers, setAnswers] = useState<Partial<Record<Group, Choice>>>({});
  const [asked, setAsked] = useState(false);
  const [notToday, setNotToday] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  if (notToday) {
    return (
      <NotToday
        reasons={GROUPS.filter((group) => answers[group] === "yes")}
        onLeave={onLeave}
        onMistake={() => {
          setAnswers({});
          setAsked(false);
          setNotToday(false);
        }}
      />
    );
  }

  const answer = (event: Event): void => {
    event.preventDefault();
    setAsked(true);
    const open = GROUPS.find((group) => answers[group] === undefined);
    if (open) form.current?.querySelector<HTMLInputElement>(`input[name="${open}"]`)?.focus();
    else if (GROUPS.some((group) => answers[group] === "yes")) {
      setNotToday(true);
      window.scrollTo(0, 0);
    } else onPass();
  };

  return (
    <div class="stack text">
      <Heading text={t("safety.title")} />
      <Texts />
      <form ref={form} class="stack" noValidate onSubmit={answer}>
        <div>
          <h2>{t("safety.questions_title")}</h2>
          <p class="quiet">{t("safety.questions_lead", { count: GROUPS.length })}</p>
        </div>
        {GROUPS.map((group) => (
          <Question
            key={group}
            group={group}
            answer={answers[group]}
            missing={asked && answers[group] === undefined}
            onAnswer={(choice) => setAnswers({ ...answers, [group]: choice })}
          />
        ))}
        <div class="buttons">
          <button type="submit" class="primary">
            {t("safety.go")}
          </button>
          <button type="button" onClick={onLeave}>
            {t("app.back")}
          </button>
        </div>
      </form>
    </div>
  );
}

function Question(props: { group: Group; answer: Choice | undefined; missing: boolean; onAnswer: (choice: Choice) => void }) {
  const { group, answer, missing, onAnswer } = props;
  const texts = catalogue.safety.groups[group];
  const choices = { no: t("safety.choice_no"), yes: t("safety.choice_yes") };
  return (
    <fieldset class={missing ? "card question missing" : "card question"} aria-describedby={`${group}-items`}>
      <legend>{t(`safety.groups.${group}.question`)}</legend>
      <ul id={`${group}-items`}>
        {texts.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      {missing && (
        <p class="error" role="alert">
          {t("safety.unanswered")}
        </p>
      )}
      <div class="choices">
        {(["no", "yes"] as const).map((choice) => (
          <label key={choice}>
            <input type="radio" name={group} value={choice} checked={answer === choice} onChange={() => onAnswer(choice)} />
            {choices[choice]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function NotToday({ reasons, onLeave, onMistake }: { reasons: Group[]; onLeave: () => void; onMistake: () => void }) {
  return (
    <div class="stack text">
      <Heading text={t("safety.not_today")} />
      <p>{t("safety.not_today_lead")}</p>
      <ul>
        {reasons.map((group) => (
          <li key={group}>{t(`safety.groups.${group}.reason`)}</li>
        ))}
      </ul>
      <p>{t("safety.not_today_do")}</p>
      <p>{t("safety.not_today_urgent")}</p>
      <div class="buttons">
        <button type="button" class="primary" onClick={onLeave}>
          {t("safety.not_today_back")}
        </button>
        <button type="button" onClick={onMistake}>
          {t("safety.not_today_mistake")}
        </button>
      </div>
    </div>
  );
}

/** The page `/safety`: the same text to read again, without the questions. */
export function SafetyText() {
  const passed = safetyPassed();
  return (
    <div class="stack text">
      <Heading text={t("safety.read_title")} />
      <Texts />
      <p class="quiet">{passed ? t("safety.passed", { date: dayText(passed) }) : t("safety.not_passed")}</p>
    </div>
  );
}

function Texts() {
  return (
    <>
      <section class="card stack">
        <h2>{t("safety.disclaimer_title")}</h2>
        <p>{t("safety.disclaimer")}</p>
      </section>
      <section class="card stack">
        <h2>{t("safety.stop_title")}</h2>
        <StopRule />
        <p>{t("safety.stop_how")}</p>
        <p>{t("safety.after")}</p>
        <p>{t("safety.emergency")}</p>
      </section>
    </>
  );
}

/** Also on the end page of a session that was stopped. */
export function StopRule() {
  return (
    <div>
      <p>{t("safety.stop_lead")}</p>
      <ul>
        {SIGNS.map((sign) => (
          <li key={sign}>{t(`safety.stop.${sign}`)}</li>
        ))}
      </ul>
    </div>
  );
}
