/** The live session: draws what the run says, and hands it what the person presses. */
import "./stage.css";
import "./session.css";

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { Heading } from "../app/Heading";
import { saveSession } from "../store/sessions";
import { settings } from "../store/settings";
import { t } from "../text";
import { Announcer } from "./announcer";
import { openCamera } from "./camera";
import { type Actions, Bar, MuteButton, Paused, Question, Sentences, SetUp, Strip } from "./Coach";
import { actionOf, targetOf } from "./keys";
import { theLink } from "./link";
import { MeterBar } from "./Meter";
import type { GuidePage, SessionFacts, Side } from "./protocol";
import { Run } from "./run";
import { Sounds } from "./sounds";
import { Stage } from "./Stage";
import { type End, phaseOf, type State } from "./state";
import { TroubleCard } from "./Trouble";
import { Voice } from "./voice";
import { WakeLock } from "./wakelock";

export interface SessionProps {
  guide: GuidePage;
  source: SessionFacts["source"];
  onEnd: (end: End) => void;
  onLeave: () => void;
  /** Set by the editor: nothing of a trial is kept. */
  trial?: Trial;
}

/** A guide that is tried out while it is written. */
export interface Trial {
  only: { step: string | undefined; side: Side | undefined };
  /** Instead of the camera: a clip. It is told to wait while the session does. */
  clip?: { open(): Promise<MediaStream>; wait(on: boolean): void; over: Promise<void> };
}

/** After the page is gone, the last sound and word still ring out, for so long in ms. */
const RINGS_OUT_MS = 4000;

/** "?step=neck-tilt&side=left" coaches only that. */
function asked(): { step: string | undefined; side: Side | undefined } {
  const address = new URLSearchParams(location.search);
  const side = address.get("side");
  return { step: address.get("step") ?? undefined, side: side === "left" || side === "right" ? side : undefined };
}

export function SessionPage(props: SessionProps) {
  const [said, setSaid] = useState<string | null>(null);
  const now = useRef(props);
  now.current = props;
  const { run, sounds } = useMemo(() => {
    const sounds = new Sounds();
    const { trial } = props;
    const run = new Run({ guide: props.guide, ...(trial ? trial.only : asked()) }, props.source, {
      link: theLink,
      openCamera: () => trial?.clip?.open() ?? openCamera(settings.get().cameraId),
      model: () => settings.get().model,
      announcer: new Announcer(new Voice(), setSaid),
      sound: (sound) => sounds.play(sound),
      now: () => performance.now(),
      save: ({ report, facts }) => {
        if (!trial) void saveSession({ ...report, session: facts });
      },
      onEnd: (end) => now.current.onEnd(end),
      onLeave: () => now.current.onLeave(),
    });
    return { run, sounds };
  }, []);

  const [state, setState] = useState(run.state);
  useEffect(() => {
    const stop = run.subscribe(setState);
    // The person came here by a press, which is what browsers ask for before they play a sound.
    sounds.wake();
    run.begin();
    // For minutes nobody touches anything: the screen would go dark in the middle of a hold.
    const lock = new WakeLock("wakeLock" in navigator ? navigator.wakeLock : null, () => !document.hidden);
    const keepAwake = ({ at, paused, ending }: State): void => lock.want(at === "on" && paused === null && ending === null);
    run.subscribe(keepAwake);
    const sight = (): void => {
      run.sight(!document.hidden);
      lock.look();
    };
    document.addEventListener("visibilitychange", sight);
    const clip = props.trial?.clip;
    void clip?.over.then(() => run.endEarly());
    run.subscribe((state) => clip?.wait(state.paused !== null));
    return () => {
      stop();
      lock.want(false);
      document.removeEventListener("visibilitychange", sight);
      run.dispose();
      setTimeout(() => sounds.close(), RINGS_OUT_MS);
    };
  }, [run]);

  const muted = useMuted();
  const actions: Actions = {
    pause: () => run.pause(),
    resume: () => run.resume(),
    skip: () => run.skip(),
    stop: () => run.stop(),
    endEarly: () => run.endEarly(),
    mute: () => settings.set({ muted: !settings.get().muted }),
  };
  useKeys(run, actions, sounds);
  useLeaveWarning(state.begun && state.ending === null);

  const root = useRef<HTMLDivElement>(null);
  const troubled = state.trouble !== null;
  const was = useRef(troubled);
  useEffect(() => {
    // What had the focus is gone, in both directions.
    if (was.current !== troubled) root.current?.querySelector("h1")?.focus({ preventScroll: true });
    was.current = troubled;
  }, [troubled]);

  const { look } = state;
  return (
    <div
      ref={root}
      class="live"
      data-session
      data-phase={phaseOf(state)}
      data-step={look?.step ?? ""}
      data-side={look?.side ?? ""}
      data-hold-s={look?.hold_s ?? "0.0"}
      data-source={state.source}
    >
      <section class="coach" aria-label={props.guide.title}>
        {state.at === "on" && look && look.phase !== "setup" && look.phase !== "neutral" && <p class="quiet small meta">{look.meta}</p>}
        <Heading text={titleOf(state, props.guide)} tab={props.guide.title} />
        <Left run={run} state={state} actions={actions} muted={muted} onLeave={props.onLeave} />
      </section>
      <div class="sight">
        <Stage run={run} state={state} said={said}>
          {state.paused !== null && <Paused hidden={state.paused === "hidden"} actions={actions} />}
        </Stage>
        {state.question && state.paused === null && <Question question={state.question} answer={(answer) => run.answer(answer)} />}
        {state.source === "camera" && state.at === "on" && look?.meter && <MeterBar key={look.meter} run={run} measure={look.meter} />}
        {state.lighter && <p class="quiet small">{t("session.lighter")}</p>}
      </div>
    </div>
  );
}

function titleOf({ at, trouble, look }: State, guide: GuidePage): string {
  if (trouble) return t(`session.trouble.${trouble.kind}.title`);
  if (at === "loading") return t("session.loading_title");
  if (at === "camera_asked") return t("session.camera_asked_title");
  if (look?.phase === "setup" && at === "on") return t("session.setup_title");
  if (look?.phase === "neutral" && at === "on") return t("session.neutral");
  return look?.title ?? guide.title;
}

function Left({ run, state, actions, muted, onLeave }: { run: Run; state: State; actions: Actions; muted: boolean; onLeave: () => void }) {
  const { at, look, trouble } = state;
  if (trouble) {
    return <TroubleCard trouble={trouble} ways={{ again: () => run.retry(), without: () => run.withoutCamera(), endEarly: actions.endEarly, leave: onLeave }} />;
  }
  if (at === "ending") return <p class="quiet">{t("session.ending")}</p>;
  if (at !== "on" || !look || look.phase === "setup" || look.phase === "neutral") {
    return (
      <div class="stack before">
        {at === "loading" && (
          <>
            <p>{t("session.loading")}</p>
            <progress value={state.share} max={1} aria-label={t("session.loading_title")} />
          </>
        )}
        {at === "camera_asked" && <p>{t("session.camera_asked")}</p>}
        {at === "starting" && <p class="quiet">{t("session.starting")}</p>}
        {at === "on" && look && <SetUp look={look} />}
        {at === "on" && <p class="quiet small">{t("session.reload_note")}</p>}
        <div class="buttons bar">
          <button type="button" onClick={onLeave}>
            {t("session.button.back")}
          </button>
          {state.source === "camera" && (
            <button type="button" onClick={() => run.withoutCamera()}>
              {t("session.button.without")}
            </button>
          )}
          <MuteButton muted={muted} mute={actions.mute} />
        </div>
      </div>
    );
  }
  return (
    <>
      <Sentences sentences={look.sentences} />
      <Strip doses={look.doses} />
      <Bar look={look} paused={state.paused !== null} muted={muted} actions={actions} />
    </>
  );
}

function useMuted(): boolean {
  const [muted, setMuted] = useState(() => settings.get().muted);
  useEffect(() => settings.subscribe((chosen) => setMuted(chosen.muted)), []);
  return muted;
}

function useKeys(run: Run, actions: Actions, sounds: Sounds): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      sounds.wake();
      const { key, ctrlKey, metaKey, altKey, repeat } = event;
      const action = actionOf({ key, ctrlKey, metaKey, altKey, repeat, target: targetOf(event.target) });
      if (action === null) return;
      if (action === "yes" || action === "no") run.answer(action);
      else if (action === "pause" && run.state.paused) actions.resume();
      else actions[action]();
      // The space bar would scroll the page as well.
      event.preventDefault();
    };
    const wake = (): void => sounds.wake();
    window.addEventListener("keydown", press);
    window.addEventListener("pointerdown", wake);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener("pointerdown", wake);
    };
  }, [run]);
}

/** Asks before the page is closed or loaded anew, where something would be lost. */
function useLeaveWarning(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [wanted]);
}
