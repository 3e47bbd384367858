/** What to do and how it stands: the sentence that counts now as large as the window allows, the others small and quiet. */
import { langOf, t } from "../text";
import { type Actions, Press } from "./Controls";
import { Icon } from "./Icon";
import type { Look, LookDose, LookSentence } from "./look";
import type { Answer, Asking } from "./protocol";

/** `language`: of the guide. */
export function Sentences({ sentences, language }: { sentences: LookSentence[]; language: string }) {
  return (
    <ol class="live-sentences" aria-label={t("session.sentences")}>
      {sentences.map((sentence, index) => (
        <Sentence key={index} number={index} language={language} {...sentence} />
      ))}
    </ol>
  );
}

function Sentence({ number, language, text, standing, value, advice, counts, focus }: LookSentence & { number: number; language: string }) {
  return (
    <li
      class="live-sentence"
      data-sentence={number}
      data-state={standing === "note" ? "waiting" : standing}
      data-look={counts ? "counts" : standing}
      aria-current={focus ? "true" : undefined}
    >
      <Icon name={counts ? "counts" : standing} />
      <span class="live-text" lang={langOf(language)}>
        <span class="hidden-visually">{t(`session.state.${standing}`)} </span>
        {text}
      </span>
      {value !== "" && <span class="live-value">{value}</span>}
      {advice !== null && <span class="live-advice">{advice}</span>}
    </li>
  );
}

/** How far the session has come: one bar for each part. */
export function Strip({ doses, language }: { doses: LookDose[]; language: string }) {
  if (doses.length < 2) return null;
  return (
    <ol class="live-strip" aria-label={t("session.parts")} style={{ "--parts": doses.length }}>
      {doses.map((dose) => (
        <li key={dose.key} data-look={dose.standing} aria-current={dose.standing === "now" ? "step" : undefined}>
          <span class="live-strip-name" lang={langOf(language)}>
            {dose.text}
          </span>
          <span class="hidden-visually">: {t(`session.part.${dose.standing}`)}</span>
        </li>
      ))}
    </ol>
  );
}

export function Question({ asking, language, answer }: { asking: Asking; language: string; answer: (answer: Answer["answer"]) => void }) {
  return (
    <div class="live-card" role="group" aria-labelledby="asked">
      <p class="live-lead">{t("session.ask.title")}</p>
      <p id="asked" class="live-focus" lang={langOf(language)}>
        {asking.text}
      </p>
      <div class="live-row">
        <Press act={() => answer("yes")} sign="met" name="yes" text={t("session.button.yes")} kind="primary" />
        <Press act={() => answer("no")} sign="no" name="no" text={t("session.button.no")} />
        <button type="button" class="live-press" data-kind="quiet" onClick={() => answer(null)}>
          {t("session.button.skip_question")}
        </button>
      </div>
    </div>
  );
}

export function Paused({ hidden, camera, actions }: { hidden: boolean; camera: boolean; actions: Actions }) {
  return (
    <div class="live-card">
      <h2 class="live-focus">{t("session.paused")}</h2>
      <p class="live-lead">{t(hidden ? "session.paused_hidden" : "session.paused_note")}</p>
      <div class="live-row">
        {camera && <Press act={actions.neutral} sign="neutral" name="neutral" text={t("session.button.neutral")} />}
        <button type="button" class="live-press" data-kind="usual" onClick={actions.endEarly}>
          {t("session.button.end_early")}
        </button>
      </div>
    </div>
  );
}

/** The person is looked at in the middle of a session. */
export function LookAgain({ look }: { look: Look }) {
  return (
    <div class="live-card">
      <p class="live-focus">{look.reason ?? t(look.sideways ? "session.neutral_sideways" : "session.neutral")}</p>
      {look.again && <p class="live-lead">{t(`session.again.${look.again}`)}</p>}
    </div>
  );
}
