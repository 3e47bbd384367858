/** The left side of the session: what to do, how it stands, and the buttons. */
import { useEffect, useRef } from "preact/hooks";

import { t } from "../text";
import type { Look, LookDose, LookSentence } from "./look";
import type { Answer, Hint } from "./protocol";

/** The marks are drawn, because signs of a font differ from computer to computer. */
const MARKS: Record<string, string> = {
  met: "M4 10.5 8.2 15 16 5.5",
  broken: "M10 3.5v8M10 15.6v.6",
  unseen: "M2.5 10c2-3.4 4.5-5 7.5-5s5.5 1.6 7.5 5c-2 3.4-4.5 5-7.5 5s-5.5-1.6-7.5-5M4 16.5 16 3.5",
  waiting: "M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0",
  counts: "M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0M10 6.3V10l2.6 1.8",
  asked: "M6.8 7.2c.3-1.9 1.5-2.9 3.2-2.9 1.9 0 3.2 1.1 3.2 2.8 0 2.4-3.1 2.5-3.2 5.2M10 15.8v.5",
  note: "M10 9v6M10 5.4v.5",
};

function Mark({ name }: { name: string }) {
  return (
    <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
      <path d={MARKS[name]} />
    </svg>
  );
}

export function Sentences({ sentences }: { sentences: LookSentence[] }) {
  return (
    <ol class="sentences" aria-label={t("session.sentences")}>
      {sentences.map((sentence, index) => (
        <Sentence key={index} number={index} {...sentence} />
      ))}
    </ol>
  );
}

function Sentence({ number, text, standing, value, advice, counts }: LookSentence & { number: number }) {
  return (
    <li data-sentence={number} data-state={standing === "note" ? "waiting" : standing} class={counts ? `${standing} now` : standing}>
      <Mark name={counts ? "counts" : standing} />
      <span class="words">
        <span class="hidden-visually">{t(`session.state.${standing}`)} </span>
        {text}
      </span>
      {value !== "" && <span class="value">{value}</span>}
      {advice !== null && <span class="advice">{advice}</span>}
    </li>
  );
}

/** How far the session has come: one bar for each part. */
export function Strip({ doses }: { doses: LookDose[] }) {
  if (doses.length < 2) return null;
  return (
    <ol class="strip" aria-label={t("session.parts")} style={{ "--parts": doses.length }}>
      {doses.map((dose) => (
        <li key={dose.key} class={dose.standing} aria-current={dose.standing === "now" ? "step" : undefined}>
          <span class="strip-name">{dose.text}</span>
          <span class="hidden-visually">: {t(`session.part.${dose.standing}`)}</span>
        </li>
      ))}
    </ol>
  );
}

export function SetUp({ look }: { look: Look }) {
  if (look.phase === "neutral") {
    return (
      <div class="stack">
        <p>{t("session.neutral_lead")}</p>
        {look.reason !== null && <p class="reason">{sentenceLike(look.reason)}</p>}
      </div>
    );
  }
  return (
    <div class="stack">
      {look.hints.length === 0 ? (
        <p class="hint well">
          <Mark name="met" />
          {t("session.setup_well")}
        </p>
      ) : (
        <>
          <p class="quiet">{t("session.setup_lead")}</p>
          <ul class="hints">
            {look.hints.map((hint) => (
              <HintLine key={hint.name} {...hint} />
            ))}
          </ul>
        </>
      )}
      {look.title !== null && <p class="quiet small">{t("session.setup_first", { title: look.title })}</p>}
    </div>
  );
}

function HintLine({ name, blocks }: Hint) {
  return (
    <li class={blocks ? "hint blocks" : "hint"} data-hint={name}>
      <Mark name={blocks ? "broken" : "note"} />
      {t(`session.hint.${name}`)}
    </li>
  );
}

/** The judge gives its reasons as parts of a sentence. */
const sentenceLike = (reason: string): string => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.!?]$/.test(reason) ? "" : "."}`;

export interface Actions {
  pause: () => void;
  resume: () => void;
  skip: () => void;
  stop: () => void;
  mute: () => void;
  endEarly: () => void;
}

/** A press with the mouse leaves no focus behind: the space bar would press the same button again. */
const pressed = (act: () => void) => (event: MouseEvent) => {
  if (event.detail > 0 && event.currentTarget instanceof HTMLElement) event.currentTarget.blur();
  act();
};

function Key({ name }: { name: "pause" | "skip" | "mute" | "stop" | "yes" | "no" }) {
  return <kbd aria-hidden="true">{t(`session.key.${name}`)}</kbd>;
}

export function Bar({ look, paused, muted, actions }: { look: Look; paused: boolean; muted: boolean; actions: Actions }) {
  const pause = useRef<HTMLButtonElement>(null);
  const was = useRef(paused);
  useEffect(() => {
    // The button that was pressed on the overlay is gone: its focus comes back to where it was before.
    if (was.current && !paused && document.activeElement === document.body) pause.current?.focus({ preventScroll: true });
    was.current = paused;
  }, [paused]);
  const skip = look.enough ? "session.button.onward" : look.side === null ? "session.button.skip_step" : "session.button.skip_side";
  return (
    <div class="buttons bar">
      {!paused && (
        <>
          <button ref={pause} type="button" onClick={pressed(actions.pause)} aria-keyshortcuts="Space">
            {t("session.button.pause")} <Key name="pause" />
          </button>
          <button type="button" onClick={pressed(actions.skip)} aria-keyshortcuts="S" class={look.enough ? "primary" : undefined}>
            {t(skip)} <Key name="skip" />
          </button>
        </>
      )}
      <button type="button" class="danger" onClick={pressed(actions.stop)} aria-keyshortcuts="Escape">
        {t("session.button.stop")} <Key name="stop" />
      </button>
      <MuteButton muted={muted} mute={actions.mute} />
    </div>
  );
}

export function MuteButton({ muted, mute }: { muted: boolean; mute: () => void }) {
  return (
    <button type="button" class="mute" onClick={pressed(mute)} aria-keyshortcuts="M">
      {t(muted ? "session.button.unmute" : "session.button.mute")} <Key name="mute" />
    </button>
  );
}

export function Paused({ hidden, actions }: { hidden: boolean; actions: Actions }) {
  const resume = useRef<HTMLButtonElement>(null);
  useEffect(() => resume.current?.focus({ preventScroll: true }), []);
  return (
    <div class="overlay">
      <h2>{t(hidden ? "session.paused_hidden" : "session.paused")}</h2>
      <p>{t("session.paused_note")}</p>
      <div class="buttons">
        <button ref={resume} type="button" class="primary" onClick={actions.resume} aria-keyshortcuts="Space">
          {t("session.button.resume")} <Key name="pause" />
        </button>
        <button type="button" onClick={actions.endEarly}>
          {t("session.button.end_early")}
        </button>
      </div>
    </div>
  );
}

export function Question({ question, answer }: { question: Answer; answer: (answer: Answer["answer"]) => void }) {
  return (
    <div class="question-card" role="group" aria-labelledby="asked">
      <p class="small quiet">{t("session.ask.title")}</p>
      <p id="asked">{question.text}</p>
      <div class="buttons">
        <button type="button" onClick={() => answer("yes")} aria-keyshortcuts="Y">
          {t("session.button.yes")} <Key name="yes" />
        </button>
        <button type="button" onClick={() => answer("no")} aria-keyshortcuts="N">
          {t("session.button.no")} <Key name="no" />
        </button>
        <button type="button" class="plain" onClick={() => answer(null)}>
          {t("session.button.skip_question")}
        </button>
      </div>
    </div>
  );
}
