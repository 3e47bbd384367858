/**
 * The camera picture as in a mirror, with what is drawn on it; or, where there is no camera, the drawing of the step. Its
 * edge says from the corner of an eye how it stands.
 */
import { useEffect, useRef } from "preact/hooks";

import { Figure, useMoving } from "../figure/Figure";
import { langOf, t } from "../text";
import { watchFrames } from "./camera";
import { draw } from "./draw";
import { Icon } from "./Icon";
import { type Edge, type Ring, ringShare } from "./look";
import type { GuidePage, JudgePhase, Picture, Say, SightTrouble, View } from "./protocol";
import type { Run } from "./run";
import type { State } from "./state";

/** How long the frame around the picture lights up with a sound, in ms. */
const FLASH_MS = 700;

export interface StageProps {
  run: Run;
  state: State;
  guide: GuidePage;
  said: Say | null;
  /** Pictures of a clip, not of a camera. */
  clip: boolean;
}

export function Stage({ run, state, guide, said, clip }: StageProps) {
  const stage = useRef<HTMLElement>(null);
  const { look, paused } = state;
  const camera = state.source === "camera";

  useEffect(() => {
    let over: ReturnType<typeof setTimeout> | undefined;
    run.onSound = (sound) => {
      const at = stage.current;
      if (!at || sound === "rep") return;
      clearTimeout(over);
      // Taken off and put on again, so that two in a row are two.
      delete at.dataset["flash"];
      void at.offsetWidth;
      at.dataset["flash"] = sound;
      over = setTimeout(() => delete at.dataset["flash"], FLASH_MS);
    };
    return () => {
      clearTimeout(over);
      run.onSound = null;
    };
  }, [run]);

  const shown = look !== null && state.at !== "trouble" && (state.camera !== null || !camera);
  const small = shown && camera && state.at === "on" && (look.phase === "reaching" || look.phase === "ready");
  const edge: Edge = look && shown && !paused ? look.edge : "waits";
  const trouble = shown && !paused && state.at === "on" ? look.trouble : null;
  return (
    <section ref={stage} class="live-stage" data-camera={camera} data-edge={edge} aria-label={camera ? t("session.stage") : t("session.stage_clock")}>
      {camera ? <Mirror run={run} state={state} /> : <Clock state={state} guide={guide} />}
      {camera && !state.camera && !state.trouble && !look && (
        <Position guide={guide} step={run.plan.step ?? guide.steps[0]?.id ?? null} side={run.plan.side ?? null} phase="ready" place="whole" />
      )}
      {shown && camera && look.on_clock ? (
        <span class="live-private" data-kind="clock">
          {t("session.clock.step")}
        </span>
      ) : small ? (
        <Position guide={guide} step={look.step} side={look.side} phase={look.phase} place="corner" />
      ) : (
        state.camera && !clip && <span class="live-private">{t("session.private")}</span>
      )}
      {shown && look.phase === "neutral" && <NeutralRing run={run} />}
      {state.trouble && <NoPicture />}
      {paused && <Still />}
      {shown && look.ring.kind !== "none" && <RingView run={run} ring={paused ? { ...look.ring, note: null, stopped: true } : look.ring} />}
      {trouble === "frozen" && <Frozen run={run} />}
      {trouble !== null && trouble !== "frozen" && <Banner trouble={trouble} run={run} />}
      <p class="said" data-on={said !== null} data-kind={said?.kind} role="status" lang={said ? langOf(said.language) : undefined}>
        {said?.text}
      </p>
    </section>
  );
}

/** What keeps the coach from seeing: said by the judge, and written where one looks. */
function Banner({ trouble, run }: { trouble: Exclude<SightTrouble, "frozen">; run: Run }) {
  return (
    <div class="live-banner" data-trouble={trouble}>
      <p>
        <Icon name="unseen" /> {t(`session.sight.${trouble}`)}
      </p>
      {trouble === "several_people" && (
        <button type="button" class="live-press" data-kind="usual" onClick={() => run.middle()}>
          {t("session.button.middle")}
        </button>
      )}
    </div>
  );
}

function Frozen({ run }: { run: Run }) {
  return (
    <div class="live-frozen" data-trouble="frozen">
      <h2>{t("session.sight.frozen")}</h2>
      <p>{t("session.sight.frozen_note")}</p>
      <div class="live-row">
        <button type="button" class="live-press" data-kind="primary" onClick={() => run.reopen()}>
          {t("session.button.again")}
        </button>
        <button type="button" class="live-press" data-kind="usual" onClick={() => run.withoutCamera()}>
          {t("session.button.without")}
        </button>
      </div>
    </div>
  );
}

/** In a pause: the picture steps back. */
function Still() {
  return (
    <svg class="live-still" viewBox="0 0 48 48" aria-hidden="true">
      <path d="M18 14v20M30 14v20" />
    </svg>
  );
}

/** Pictures a second of the drawing beside a camera's picture: without a graphics card each one takes time from the judge. */
const BESIDE = 10;

/** The position as the drawing shows it: on the way there it moves, and while it is held it stays. */
function Position({ guide, step, side, phase, place }: { guide: GuidePage; step: string | null; side: View["side"]; phase: JudgePhase; place: "corner" | "whole" }) {
  const { wanted, can } = useMoving();
  const of = guide.steps.find((one) => one.id === step)?.figure;
  if (!of) return null;
  const held = phase === "holding" || phase === "paused";
  return (
    <div class="live-position" data-place={place}>
      <Figure of={of} {...(side && { side })} moves={wanted && can && !held} {...(place === "corner" && { rate: BESIDE })} />
    </div>
  );
}

/** Hears every view as long as it is drawn. */
function useViews(run: Run, hear: (view: View) => void): void {
  useEffect(() => run.views(hear), [run]);
}

/** A video frame is not copied; a bitmap is, and a browser may keep hundreds of MB of them until it tidies up. */
async function grab(video: HTMLVideoElement): Promise<Picture> {
  return typeof VideoFrame === "function" ? new VideoFrame(video) : createImageBitmap(video);
}

function Mirror({ run, state }: { run: Run; state: State }) {
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stream = state.camera?.stream ?? null;
  // Seen as in a mirror: a camera that mirrors gives it so already.
  const turned = !(state.camera?.mirrors ?? false);

  useEffect(() => {
    const shown = video.current;
    if (!shown || !stream) return;
    shown.srcObject = stream;
    shown.play().catch(() => {
      // Taken away again before it began.
    });
    const stop = run.watch({ watch: (each) => watchFrames(shown, each), grab: () => grab(shown) });
    return () => {
      stop();
      shown.srcObject = null;
      const drawn = canvas.current;
      drawn?.getContext("2d")?.clearRect(0, 0, drawn.width, drawn.height);
    };
  }, [run, stream]);

  const last = useRef<View | null>(null);
  const drawLast = (): void => {
    const shown = canvas.current;
    const context = shown?.getContext("2d");
    // A view may still come when the camera is gone.
    if (shown && context && last.current && run.state.camera) {
      draw(context, { width: shown.width, height: shown.height, unit: devicePixelRatio, turned: !run.state.camera.mirrors }, last.current);
    }
  };

  useEffect(() => {
    const shown = canvas.current;
    if (!shown) return;
    const resized = new ResizeObserver(() => {
      shown.width = Math.round(shown.clientWidth * devicePixelRatio);
      shown.height = Math.round(shown.clientHeight * devicePixelRatio);
      // A canvas that changes its size is empty, and in a pause no new view comes.
      drawLast();
    });
    resized.observe(shown);
    return () => resized.disconnect();
  }, []);

  useEffect(() => drawLast(), [turned]);

  useViews(run, (view) => {
    last.current = view;
    drawLast();
  });

  const fit = (): void => {
    const shown = video.current;
    const stage = shown?.parentElement;
    if (shown && stage && shown.videoWidth > 0) stage.style.setProperty("--ratio", String(shown.videoWidth / shown.videoHeight));
  };
  return (
    <>
      <video ref={video} data-turned={turned} muted playsInline onLoadedMetadata={fit} onResize={fit} />
      <canvas ref={canvas} aria-hidden="true" />
    </>
  );
}

const RADIUS = 38;
const ROUND = 2 * Math.PI * RADIUS;

/** Fills with every view; its number is text. */
function RingView({ run, ring }: { run: Run; ring: Ring }) {
  const filled = useRef<SVGCircleElement>(null);
  const longest_s = useRef({ phase: "", seconds: 0 });
  useViews(run, (view) => {
    const remaining_s = view.remaining_s ?? 0;
    const name = `${view.phase}/${view.step}/${view.side}`;
    if (longest_s.current.phase !== name || remaining_s > longest_s.current.seconds) longest_s.current = { phase: name, seconds: remaining_s };
    filled.current?.style.setProperty("stroke-dashoffset", String(ROUND * (1 - ringShare(view, longest_s.current.seconds))));
  });
  return (
    <div class="live-ring" data-kind={ring.kind} data-stopped={ring.stopped}>
      <svg viewBox="0 0 92 92" aria-hidden="true">
        <circle class="live-ring-ground" cx="46" cy="46" r="46" />
        <circle class="live-ring-track" cx="46" cy="46" r={RADIUS} />
        <circle ref={filled} class="live-ring-filled" cx="46" cy="46" r={RADIUS} stroke-dasharray={ROUND} stroke-dashoffset={ROUND} transform="rotate(-90 46 46)" />
        {ring.kind === "enough" && <path class="live-ring-check" d="M31 47.5 42 59 62 34" />}
      </svg>
      <span class="live-ring-text" aria-hidden="true">
        {ring.text}
      </span>
      {ring.note !== null && (
        <span class="live-ring-note" aria-hidden="true">
          {ring.note}
        </span>
      )}
      <span class="hidden-visually">{ring.spoken}</span>
    </div>
  );
}

function NeutralRing({ run }: { run: Run }) {
  const filled = useRef<SVGCircleElement>(null);
  useViews(run, (view) => filled.current?.style.setProperty("stroke-dashoffset", String(ROUND * (1 - (view.neutral?.share ?? 0)))));
  return (
    <div class="live-neutral">
      <svg viewBox="0 0 92 92" aria-hidden="true">
        <circle class="live-neutral-track" cx="46" cy="46" r={RADIUS} />
        <circle ref={filled} class="live-neutral-filled" cx="46" cy="46" r={RADIUS} stroke-dasharray={ROUND} stroke-dashoffset={ROUND} transform="rotate(-90 46 46)" />
      </svg>
    </div>
  );
}

function NoPicture() {
  return (
    <svg class="live-no-picture" viewBox="0 0 48 48" aria-hidden="true">
      <path d="M7 14h22a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V18a4 4 0 0 1 4-4zM33 22l10-6v16l-10-6M6 42 40 6" />
    </svg>
  );
}

function Clock({ state, guide }: { state: State; guide: GuidePage }) {
  const { look } = state;
  return (
    <>
      {look && <Position guide={guide} step={look.step} side={look.side} phase={look.phase} place="whole" />}
      <span class="live-private" data-kind="clock">
        {t("session.clock.note")}
      </span>
    </>
  );
}
