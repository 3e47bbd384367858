/** Tries the guide out as it stands: with the camera, a clip, or on the clock. Nothing of it is kept. */
import { useEffect, useRef, useState } from "preact/hooks";

import { Heading } from "../app/Heading";
import { Safety } from "../pages/Safety";
import { Steps } from "../pages/Steps";
import type { GuidePage, SavedSession, SessionFacts } from "../session/protocol";
import { SessionPage, type Trial as Trying } from "../session/SessionPage";
import { passSafety, safetyPassed } from "../store/safety";
import { t } from "../text";
import { type Clip, clipOf } from "./clip";

export interface Plan {
  source: SessionFacts["source"];
  step: string | undefined;
  clip: Clip | null;
}

/** Asks what to try, and with what. */
export function TrialDialog({ page, onPlan, onClose }: { page: GuidePage; onPlan: (plan: Plan) => void; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [step, setStep] = useState("");
  const [trouble, setTrouble] = useState("");
  useEffect(() => dialog.current?.showModal(), []);
  const plan = (source: Plan["source"], clip: Clip | null): void => onPlan({ source, step: step || undefined, clip });
  const withClip = async (chosen: File): Promise<void> => {
    try {
      plan("camera", await clipOf(chosen));
    } catch {
      setTrouble(t("editor.trial.unplayable", { file: chosen.name }));
    }
  };
  return (
    <dialog ref={dialog} class="trial-dialog" aria-labelledby="trial-title" onClose={onClose}>
      <div class="stack">
        <div>
          <h2 id="trial-title">{t("editor.trial.title")}</h2>
          <p class="quiet small">{t("editor.trial.note")}</p>
        </div>
        <label class="stacked">
          {t("editor.trial.which")}
          <select value={step} onChange={(event) => setStep(event.currentTarget.value)}>
            <option value="">{t("editor.trial.whole")}</option>
            {page.steps.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
          </select>
        </label>
        <div class="ways">
          <button type="button" class="primary" onClick={() => plan("camera", null)}>
            {t("editor.trial.camera")}
          </button>
          <button type="button" onClick={() => file.current?.click()} aria-describedby="clip-note">
            {t("editor.trial.clip")}
          </button>
          <button type="button" onClick={() => plan("self-reported", null)}>
            {t("editor.trial.clock")}
          </button>
        </div>
        <p id="clip-note" class="quiet small">
          {t("editor.trial.clip_note")}
        </p>
        <p class="error" role="alert">
          {trouble}
        </p>
        <input
          ref={file}
          type="file"
          accept="video/*"
          hidden
          data-clip
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            event.currentTarget.value = "";
            if (chosen) void withClip(chosen);
          }}
        />
        <div class="buttons">
          <button type="button" onClick={() => dialog.current?.close()}>
            {t("app.cancel")}
          </button>
        </div>
      </div>
    </dialog>
  );
}

/** From the safety text to how it went. */
export function Trial({ page, plan, onAgain, onBack }: { page: GuidePage; plan: Plan; onAgain: () => void; onBack: () => void }) {
  const [passed, setPassed] = useState(() => safetyPassed() !== null);
  const [session, setSession] = useState<SavedSession | null>(null);
  useEffect(() => () => plan.clip?.close(), [plan]);
  // A clip moves nobody.
  if (!passed && !plan.clip) {
    const pass = (): void => {
      passSafety(new Date());
      setPassed(true);
    };
    return <Safety onPass={pass} onLeave={onBack} />;
  }
  if (session) return <Result session={session} page={page} onAgain={onAgain} onBack={onBack} />;
  const trial: Trying = { only: { step: plan.step, side: undefined }, ...(plan.clip && { clip: plan.clip }) };
  return <SessionPage guide={page} source={plan.source} trial={trial} onLeave={onBack} onEnd={({ report, facts }) => setSession({ ...report, session: facts })} />;
}

function Result({ session, page, onAgain, onBack }: { session: SavedSession; page: GuidePage; onAgain: () => void; onBack: () => void }) {
  const stopped = session.session.ending === "stopped";
  return (
    <div class="stack text" data-trial="over">
      <div>
        <Heading text={t("editor.trial.result")} tab={page.title} />
        <p class="quiet small">
          {page.title} · {t("editor.trial.note")}
        </p>
      </div>
      {stopped && <p>{t("editor.trial.stopped")}</p>}
      {!stopped && session.no_neutral && <p class="card notice">{t("editor.trial.no_neutral")}</p>}
      {!stopped && session.steps.length === 0 && <p>{t("editor.trial.nothing")}</p>}
      {!stopped && <Steps session={session} guide={page} />}
      <div class="buttons">
        <button type="button" class="primary" onClick={onBack}>
          {t("editor.trial.back")}
        </button>
        <button type="button" onClick={onAgain}>
          {t("editor.trial.again")}
        </button>
      </div>
    </div>
  );
}
