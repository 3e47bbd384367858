/** The drawing of a step: a person on a stool who does it, again and again, unless nothing shall move. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import type { GuideFigure, Side } from "../session/protocol";
import { settings } from "../store/settings";
import { type Film, filmOf, playerOf, ROUND_S } from "./film";
import { otherSide, type Values } from "./posture";

/** Pictures a second of a slow movement, where nothing else has to be done meanwhile. */
const SMOOTH = 30;

/**
 * `label`: what a screen reader says; none where the picture is decoration. `side`: the one to draw, where `of` is the
 * figure of the left. `rate`: at most so many pictures of it a second.
 */
export function Figure({ of, side, label, moves, rate = SMOOTH }: { of: GuideFigure; side?: Side; label?: string; moves: boolean; rate?: number }) {
  const film = useMemo(() => {
    const format = side === undefined ? "wide" : "tall";
    return side === "right" ? filmOf(otherSide(of.rest), otherSide(of.target), format) : filmOf(of.rest, of.target, format);
  }, [of, side]);
  const drawing = useRef<SVGSVGElement>(null);
  useMotion(drawing, film, moves, rate);
  const said = label === undefined ? { "aria-hidden": true as const } : { role: "img" as const, "aria-label": label };
  return (
    <svg ref={drawing} class="figure" viewBox={film.frame.join(" ")} focusable="false" data-look={film.look} data-moves={moves} {...said}>
      <Ground film={film} />
      {film.shapes.map((shape) => (
        <path key={shape.name} class={shape.class} d={shape.d} opacity={shape.opacity} />
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

/**
 * Lets the shapes of `film` move in `drawing`, whose first paths they are, or stand at their end.
 *
 * Not SVG's own `<animate>`: Firefox takes each of its values for an inline style, and under a Content-Security-Policy
 * that forbids those nothing moves.
 */
function useMotion(drawing: { current: SVGSVGElement | null }, film: Film, moves: boolean, rate: number): void {
  useLayoutEffect(() => {
    const svg = drawing.current;
    if (!svg) return;
    const paths = [...svg.querySelectorAll("path")];
    const players = film.shapes.map(({ moves }) => moves && playerOf(moves));
    const show = (share: number): void => {
      players.forEach((player, index) => {
        if (!player) return;
        const { d, opacity } = player(share);
        paths[index]?.setAttribute("d", d);
        if (opacity !== null) paths[index]?.setAttribute("opacity", String(opacity));
      });
    };
    const end = (): void => {
      film.shapes.forEach(({ d, opacity }, index) => {
        paths[index]?.setAttribute("d", d);
        paths[index]?.setAttribute("opacity", String(opacity));
      });
    };
    // What was drawn in between by the film before is no attribute that Preact knows of.
    end();
    return moves ? play(svg, show, end, rate) : undefined;
  }, [film, moves, rate]);
}

/** Between two pictures of the usual screen. */
const SCREEN_MS = 1000 / 60;

/**
 * Calls `show` before a picture of the screen, `rate` times a second at most, while `svg` is in sight. On paper the
 * movement is at its `end`.
 */
function play(svg: SVGSVGElement, show: (share: number) => void, end: () => void, rate: number): () => void {
  let started_ms: number | null = null;
  let asked = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const ask = (): void => {
    waiting = undefined;
    asked = requestAnimationFrame(next);
  };
  const next = (at_ms: number): void => {
    asked = 0;
    started_ms ??= at_ms;
    show((((at_ms - started_ms) / 1000) % ROUND_S) / ROUND_S);
    // Asked for at once, the browser would draw the page anew before each picture of the screen, changed or not.
    waiting = setTimeout(ask, 1000 / rate - SCREEN_MS);
  };
  const stop = (): void => {
    cancelAnimationFrame(asked);
    clearTimeout(waiting);
    [asked, waiting] = [0, undefined];
  };
  const start = (): void => {
    if (asked === 0 && waiting === undefined) ask();
  };
  show(0);
  start();
  const sight = new IntersectionObserver((seen) => (seen.at(-1)?.isIntersecting ? start() : stop()));
  sight.observe(svg);
  const beforePrint = (): void => {
    stop();
    end();
  };
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", start);
  return () => {
    stop();
    sight.disconnect();
    window.removeEventListener("beforeprint", beforePrint);
    window.removeEventListener("afterprint", start);
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
