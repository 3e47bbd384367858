/** The drawing of a step: a person on a stool who does it, again and again, unless nothing shall move. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import type { GuideFigure, Side } from "../session/protocol";
import { settings } from "../store/settings";
import { AT_TARGET_S, type Drawn, type Film, filmOf, MOMENTS, ROUND_S } from "./film";
import { otherSide, type Values } from "./posture";

/** `label`: what a screen reader says; none where the picture is decoration. `side`: the figure given is the left one. */
export function Figure({ of, side, label, moves }: { of: GuideFigure; side?: Side; label?: string; moves: boolean }) {
  const film = useMemo(() => {
    const format = side === undefined ? "wide" : "tall";
    return side === "right" ? filmOf(otherSide(of.rest), otherSide(of.target), format) : filmOf(of.rest, of.target, format);
  }, [of, side]);
  const drawing = useRef<SVGSVGElement>(null);
  useEffect(() => atTargetInPrint(drawing), [drawing]);
  const said = label === undefined ? { "aria-hidden": true as const } : { role: "img" as const, "aria-label": label };
  return (
    <svg ref={drawing} class="figure" viewBox={film.frame.join(" ")} focusable="false" data-look={film.look} {...said}>
      <Ground film={film} />
      {film.shapes.map((shape) => (
        <Part key={shape.name} shape={shape} moves={moves} />
      ))}
      {film.arrows.map((arrow) => (
        <path key={arrow.d} class={arrow.class} d={arrow.d} />
      ))}
    </svg>
  );
}

/** Somebody who sits as `seen`, and arrows to what was `asked`: it never moves. `label`: what a screen reader says. */
export function Still({ seen, asked, label }: { seen: Values; asked: Values; label: string }) {
  const film = useMemo(() => filmOf(seen, asked), [seen, asked]);
  return (
    <svg class="figure" viewBox={film.frame.join(" ")} focusable="false" role="img" aria-label={label} data-look={film.look}>
      <Ground film={film} />
      {film.shapes.map((shape) => (
        <path key={shape.name} class={shape.class} d={shape.moves?.d[0] ?? shape.d} opacity={shape.moves?.opacity?.[0] ?? shape.opacity} />
      ))}
      {film.arrows.map((arrow) => (
        <path key={arrow.d} class={arrow.class} d={arrow.d} />
      ))}
    </svg>
  );
}

function Ground({ film }: { film: Film }) {
  const [left, top, width, height] = film.frame;
  return <circle class="f-sun" cx={left + width / 2} cy={top + height / 2} r={Math.min(width, height) * 0.41} />;
}

function Part({ shape, moves }: { shape: Drawn; moves: boolean }) {
  const timing = { dur: `${ROUND_S}s`, repeatCount: "indefinite", keyTimes: MOMENTS.join(";") };
  const moving = moves ? shape.moves : null;
  return (
    <path class={shape.class} d={shape.d} opacity={shape.opacity}>
      {moving && <animate attributeName="d" values={moving.d.join(";")} {...timing} />}
      {moving?.opacity && <animate attributeName="opacity" values={moving.opacity.join(";")} {...timing} />}
    </path>
  );
}

/** On paper the movement is at its end, wherever it was on the screen. */
function atTargetInPrint(drawing: { current: SVGSVGElement | null }): () => void {
  const before = (): void => {
    drawing.current?.pauseAnimations();
    drawing.current?.setCurrentTime(AT_TARGET_S);
  };
  const after = (): void => drawing.current?.unpauseAnimations();
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  return () => {
    window.removeEventListener("beforeprint", before);
    window.removeEventListener("afterprint", after);
  };
}

const STILL = "(prefers-reduced-motion: reduce)";

/** Whether drawings move: `wanted` as the person chose here, `can` as their computer says. */
export function useMoving(): { wanted: boolean; can: boolean } {
  const read = () => ({ wanted: !settings.get().still, can: !matchMedia(STILL).matches });
  const [now, setNow] = useState(read);
  useEffect(() => {
    const look = (): void => setNow(read());
    const media = matchMedia(STILL);
    media.addEventListener("change", look);
    const stop = settings.subscribe(look);
    return () => {
      media.removeEventListener("change", look);
      stop();
    };
  }, []);
  return now;
}
