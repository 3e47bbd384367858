/** The live session: draws what the run says, and hands it what the person presses. */
import "./stage.css";
import "./session.css";

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { Heading } from "../app/Heading";
import { saveSession } from "../store/sessions";
import { settings } from "../store/settings";
import { langOf, language, t } from "../text";
import { Announcer } from "./announcer";
import { useBigPicture } from "./big";
import { openCamera, type Opened } from "./camera";
import { mirrors, rememberCamera, setMirrors } from "./chosen";
import { type Actions, Bar, BarBefore, More } from "./Controls";
import { actionOf, targetOf } from "./keys";
import { theLink } from "./link";
import { MeterBar } from "./Meter";
import type { GuidePage, Say, SessionFacts, Side } from "./protocol";
import { Run } from "./run";
import { CameraChoice, SetUp } from "./SetUp";
import { Sounds } from "./sounds";
import { Stage } from "./Stage";
import { type End, isRunning, isUnderWay, phaseOf, type State } from "./state";
import { TroubleCard } from "./Trouble";
import { Voice } from "./voice";
import { WakeLock } from "./wakelock";
import { LookAgain, Paused, Question, Sentences, Strip } from "./Words";

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
  /** Instead of the camera: a clip. It waits while the session does, and begins anew when the set-up look is over. */
  clip?: { open(): Promise<MediaStream>; wait(on: boolean): void; rewind(): void; over: Promise<void> };
}

/** After the page is gone, the last sound and word still ring out, for so long in ms. */
const RINGS_OUT_MS = 4000;

/** "?step=neck-tilt&side=left" coaches only that. */
function asked(): { step: string | undefined; side: Side | undefined } {
  const address = new URLSearchParams(location.search);
  const side = address.get("side");
  return { step: address.get("step") ?? undefined, side: side === "left" || side === "right" ? side : undefined };
}

/**
 * "?change_model_after_s=9": for a test of what a slow computer does by itself. Only in a browser that a program drives
 * (WebDriver's own sign): an address that somebody passes on must not spoil a session.
 */
function changeModelAfter_s(): number | null {
  const after = navigator.webdriver ? new URLSearchParams(location.search).get("change_model_after_s") : null;
  return after === null ? null : Number(after);
}

/** A clip has no id, and is nobody's mirror. */
const ofClip = (stream: MediaStream): Opened => ({ stream, id: null, name: "", instead: false, mirrors: false });

async function chosenCamera(): Promise<Opened> {
  const { cameraId } = settings.get();
  const opened = await openCamera(cameraId, mirrors);
  if (opened.id !== null && opened.id === cameraId) rememberCamera(opened.id, opened.name);
  return opened;
}

export function SessionPage(props: SessionProps) {
  const [said, setSaid] = useState<Say | null>(null);
  const now = useRef(props);
  now.current = props;
  const { run, sounds } = useMemo(() => {
    const sounds = new Sounds();
    const { trial } = props;
    const clip = trial?.clip;
    const run = new Run({ guide: props.guide, ...(trial ? trial.only : asked()) }, props.source, {
      link: theLink,
      openCamera: async () => (clip ? ofClip(await clip.open()) : chosenCamera()),
      keepMirrors: setMirrors,
      model: () => settings.get().model,
      language,
      announcer: new Announcer(new Voice(), setSaid),
      sound: (sound) => sounds.play(sound),
      now: () => performance.now(),
      changeModelAfter_s: changeModelAfter_s(),
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
    const sight = (): void => run.sight(!document.hidden);
    document.addEventListener("visibilitychange", sight);
    const clip = props.trial?.clip;
    void clip?.over.then(() => run.endEarly());
    if (clip) {
      let judged = false;
      run.subscribe(({ paused, look }) => {
        clip.wait(paused !== null);
        if (!judged && look && look.phase !== "setup") {
          judged = true;
          clip.rewind();
        }
      });
    }
    return () => {
      stop();
      document.removeEventListener("visibilitychange", sight);
      run.dispose();
      setTimeout(() => sounds.close(), RINGS_OUT_MS);
    };
  }, [run]);

  const root = useRef<HTMLDivElement>(null);
  const { big, toggle } = useBigPicture(root, () => run.pause());
  const muted = useMuted();
  const actions: Actions = {
    // As the run stands: the button may be pressed again before it is drawn anew.
    pause: () => (run.state.paused ? run.resume() : run.pause()),
    resume: () => run.resume(),
    back: () => run.back(),
    skip: () => run.skip(),
    done: () => run.done(),
    stop: () => run.stop(),
    neutral: () => run.neutral(),
    big: toggle,
    endEarly: () => run.endEarly(),
    mute: () => settings.set({ muted: !settings.get().muted }),
  };
  useKeys(run, actions, sounds);
  useLeaveWarning(state.begun && state.ending === null);
  useAwake(isRunning(state));

  const troubled = state.trouble !== null;
  const was = useRef(troubled);
  useEffect(() => {
    // What had the focus is gone, in both directions.
    if (was.current !== troubled) root.current?.querySelector("h1")?.focus({ preventScroll: true });
    was.current = troubled;
  }, [troubled]);

  const { guide, onLeave } = props;
  const { look, trouble } = state;
  const camera = state.source === "camera";
  const mode = modeOf(state);
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
      data-mode={mode}
      data-big={big}
    >
      <section class="coach" aria-label={guide.title}>
        {mode === "coach" && look && <p class="live-meta">{look.meta}</p>}
        <Heading text={titleOf(state, guide)} tab={guide.title} lang={isGuidesTitle(state) ? langOf(guide.language) : undefined} />
        {trouble && <TroubleCard trouble={trouble} ways={{ again: () => run.retry(), without: () => run.withoutCamera(), endEarly: actions.endEarly, leave: onLeave }} />}
        {mode === "before" && <Before run={run} state={state} guide={guide} clip={props.trial?.clip !== undefined} />}
        {mode === "ending" && <p>{t("session.ending")}</p>}
        {mode === "coach" && look && <Coached run={run} state={state} guide={guide} actions={actions} />}
        {mode === "coach" && (
          <div class="live-more">
            <More camera={camera && !state.paused} big={big} actions={actions} />
          </div>
        )}
        {mode === "coach" && look && <Strip doses={look.doses} language={guide.language} />}
      </section>
      <div class="live-sight">
        <Stage run={run} state={state} guide={guide} said={said} clip={props.trial?.clip !== undefined} />
        {mode === "coach" && camera && look?.meter && state.at === "on" && <MeterBar key={look.meter} run={run} measure={look.meter} />}
      </div>
      {mode === "coach" && look && <Bar look={look} paused={state.paused !== null} camera={camera} muted={muted} big={big} actions={actions} />}
      {mode === "before" && <BarBefore camera={camera} muted={muted} mute={actions.mute} onWithout={() => run.withoutCamera()} onLeave={onLeave} />}
    </div>
  );
}

type Mode = "before" | "coach" | "trouble" | "ending";

function modeOf(state: State): Mode {
  if (state.trouble) return "trouble";
  if (state.at === "ending") return "ending";
  return isUnderWay(state.look) ? "coach" : "before";
}

/** The h1: small while a sentence is the thing to read, and there for screen readers. */
function titleOf(state: State, guide: GuidePage): string {
  const { at, trouble, look } = state;
  if (trouble) return t(`session.trouble.${trouble.kind}.title`);
  if (at === "loading") return t("session.loading_title");
  if (at === "camera_asked" && !look) return t("session.camera_asked_title");
  if (look?.phase === "setup") return t("session.setup_title");
  if (look?.phase === "neutral" && look.again === null) return t(look.sideways ? "session.neutral_sideways" : "session.neutral");
  return look?.title ?? guide.title;
}

const isGuidesTitle = ({ at, trouble, look }: State): boolean => !trouble && at !== "loading" && look !== null && look.phase !== "setup" && (look.phase !== "neutral" || look.again !== null);

function Before({ run, state, guide, clip }: { run: Run; state: State; guide: GuidePage; clip: boolean }) {
  const { at, look, camera } = state;
  const choose = (id: string): void => {
    settings.set({ cameraId: id });
    run.reopen();
  };
  return (
    <div class="live-before">
      {at === "loading" && (
        <>
          <p>{t("session.loading")}</p>
          <progress value={state.share} max={1} aria-label={t("session.loading_title")} />
        </>
      )}
      {at === "camera_asked" && <p>{t(look ? "session.camera.opening" : "session.camera_asked")}</p>}
      {at === "starting" && <p>{t("session.starting")}</p>}
      {at === "on" && look && <SetUp look={look} language={guide.language} middle={() => run.middle()} />}
      {camera && !clip && <CameraChoice camera={camera} wanted={settings.get().cameraId} choose={choose} mirrors={(on) => run.mirrors(on)} />}
    </div>
  );
}

function Coached({ run, state, guide, actions }: { run: Run; state: State; guide: GuidePage; actions: Actions }) {
  const { look, paused } = state;
  if (!look) return null;
  return (
    <>
      {paused && <Paused hidden={paused === "hidden"} camera={state.source === "camera"} actions={actions} />}
      {!paused && look.asking && <Question asking={look.asking} language={guide.language} answer={(answer) => run.answer(answer)} />}
      {!paused && look.phase === "neutral" ? <LookAgain look={look} /> : <Sentences sentences={paused || look.asking ? look.sentences.map((sentence) => ({ ...sentence, focus: false })) : look.sentences} language={guide.language} />}
    </>
  );
}

function useMuted(): boolean {
  const [muted, setMuted] = useState(() => settings.get().muted);
  useEffect(() => settings.subscribe((chosen) => setMuted(chosen.muted)), []);
  return muted;
}

function useKeys(run: Run, actions: Actions, sounds: Sounds): void {
  const now = useRef(actions);
  now.current = actions;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      sounds.wake();
      const { key, ctrlKey, metaKey, altKey, repeat } = event;
      // As the run stands, not as it was drawn last: who presses Space and at once Enter means the button to come.
      const action = actionOf({ key, ctrlKey, metaKey, altKey, repeat, target: targetOf(event.target), paused: run.state.paused !== null });
      if (action === null) return;
      if (action === "yes" || action === "no") run.answer(action);
      else now.current[action]();
      // The space bar would scroll the page as well.
      event.preventDefault();
    };
    const wake = (): void => sounds.wake();
    window.addEventListener("keydown", press, { capture: true });
    window.addEventListener("pointerdown", wake);
    return () => {
      window.removeEventListener("keydown", press, { capture: true });
      window.removeEventListener("pointerdown", wake);
    };
  }, [run]);
}

/** Nobody touches the computer for minutes: it must not take that for absence. */
function useAwake(wanted: boolean): void {
  const lock = useMemo(() => new WakeLock("wakeLock" in navigator ? navigator.wakeLock : null, () => !document.hidden), []);
  useEffect(() => lock.want(wanted), [wanted]);
  useEffect(() => {
    const look = (): void => lock.look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      lock.want(false);
    };
  }, []);
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
