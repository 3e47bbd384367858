/** The camera picture, mirrored, with what is drawn on it; or the clock where there is no camera. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { t } from "../text";
import { watchFrames } from "./camera";
import { draw } from "./draw";
import { type Ring, ringShare } from "./look";
import type { Picture, View } from "./protocol";
import type { Run } from "./run";
import type { State } from "./state";

/** How long the frame around the picture lights up with a sound, in ms. */
const FLASH_MS = 700;

export function Stage({ run, state, said, children }: { run: Run; state: State; said: string | null; children: ComponentChildren }) {
  const stage = useRef<HTMLElement>(null);
  const look = state.look;
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

  return (
    <section ref={stage} class={camera ? "stage" : "stage on-clock"} aria-label={camera ? t("session.stage") : t("session.stage_clock")}>
      {camera ? <Mirror run={run} state={state} /> : <ClockFace run={run} state={state} />}
      {state.stream && <span class="private">{t("session.private")}</span>}
      {state.stream && look && look.ring.kind !== "none" && <RingView run={run} ring={look.ring} place="corner" />}
      {state.stream && look?.phase === "neutral" && <NeutralRing run={run} />}
      {state.trouble && <NoPicture />}
      {children}
      <p class={said === null ? "said" : "said on"} role="status">
        {said}
      </p>
    </section>
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
  const { stream } = state;

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
    if (shown && context && last.current && run.state.stream) draw(context, shown.width, shown.height, devicePixelRatio, last.current);
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
      <video ref={video} muted playsInline onLoadedMetadata={fit} onResize={fit} />
      <canvas ref={canvas} aria-hidden="true" />
    </>
  );
}

const RADIUS = 38;
const ROUND = 2 * Math.PI * RADIUS;

/** Fills with every view; its number is text. */
function RingView({ run, ring, place }: { run: Run; ring: Ring; place: "corner" | "middle" }) {
  const filled = useRef<SVGCircleElement>(null);
  const longest_s = useRef({ phase: "", seconds: 0 });
  useViews(run, (view) => {
    const remaining_s = view.remaining_s ?? 0;
    const name = `${view.phase}/${view.step}/${view.side}`;
    if (longest_s.current.phase !== name || remaining_s > longest_s.current.seconds) longest_s.current = { phase: name, seconds: remaining_s };
    filled.current?.style.setProperty("stroke-dashoffset", String(ROUND * (1 - ringShare(view, longest_s.current.seconds))));
  });
  return (
    <div class={`ring ${place}`} data-kind={ring.kind}>
      <svg viewBox="0 0 92 92" aria-hidden="true">
        <circle class="ground" cx="46" cy="46" r="46" />
        <circle class="track" cx="46" cy="46" r={RADIUS} />
        <circle ref={filled} class="filled" cx="46" cy="46" r={RADIUS} stroke-dasharray={ROUND} stroke-dashoffset={ROUND} transform="rotate(-90 46 46)" />
      </svg>
      <span class="ring-text" aria-hidden="true">
        {ring.text}
      </span>
      {ring.kind === "ready" && place === "corner" && (
        <span class="ring-note" aria-hidden="true">
          {t("session.ring.ready")}
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
    <div class="neutral">
      <svg viewBox="0 0 92 92" aria-hidden="true">
        <circle class="track" cx="46" cy="46" r={RADIUS} />
        <circle ref={filled} class="filled" cx="46" cy="46" r={RADIUS} stroke-dasharray={ROUND} stroke-dashoffset={ROUND} transform="rotate(-90 46 46)" />
      </svg>
    </div>
  );
}

function NoPicture() {
  return (
    <svg class="no-picture" viewBox="0 0 48 48" aria-hidden="true">
      <path d="M7 14h22a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V18a4 4 0 0 1 4-4zM33 22l10-6v16l-10-6M6 42 40 6" />
    </svg>
  );
}

function ClockFace({ run, state }: { run: Run; state: State }) {
  const look = state.look;
  if (!look || look.phase === "setup" || look.phase === "neutral" || look.phase === "done") return <div class="clock-face" />;
  return (
    <div class="clock-face">
      <p class="clock-phase">{t(`session.clock.${look.phase}`)}</p>
      <RingView run={run} ring={look.ring} place="middle" />
      <p class="clock-note">{t("session.clock.note")}</p>
    </div>
  );
}
