/** A movement as SVG: the shapes at its end, and on the way there and back. */
import { inOrder, type Shape, shapesOf } from "./drawing";
import { between, jointsOf, type Joints, type Posture, postureOf, settingOf, type Values } from "./posture";
import { add, apply, type Point, project, rightward, type Vector } from "./space";
import { type Look, lookAt, viewOf } from "./view";

export interface Drawn {
  name: string;
  class: string;
  /** The outline at the end of the movement. */
  d: string;
  opacity: number;
  /** Outline and opacity at each of `MOMENTS`; null for what does not move. */
  moves: { d: string[]; opacity: number[] | null } | null;
}

/** A line with a tip. */
export interface Arrow {
  class: string;
  d: string;
}

export interface Film {
  look: Look;
  shapes: Drawn[];
  /** Where the movement goes. */
  arrows: Arrow[];
  /** Left, top, width and height, in units of the drawing. */
  frame: readonly [number, number, number, number];
}

/** Units of the drawing for one shoulder width. */
const WIDTH = 100;
/** Pictures of a movement one way; straight lines between them look smooth at this size. */
const PICTURES = 7;
/** One round, in seconds. */
export const ROUND_S = 8;
/** When the movement leaves rest, when it arrives, and when it goes back: as shares of one round. */
const [LEAVES, ARRIVES, RETURNS] = [0.06, 0.36, 0.7];

/** When each picture is shown, in 0..1 of one round. */
export const MOMENTS: readonly number[] = [0, ...shares(LEAVES, ARRIVES), ...shares(RETURNS, 1)].map((moment) => Math.round(moment * 1000) / 1000);
/** How far the movement has got at each of them. */
const REACHED: number[] = [0, ...shares(0, 1).map(eased), ...shares(0, 1).map(eased).reverse()];

function shares(from: number, to: number): number[] {
  return Array.from({ length: PICTURES }, (_, index) => from + ((to - from) * index) / (PICTURES - 1));
}

/** Bodies start and stop softly. */
function eased(share: number): number {
  return (1 - Math.cos(Math.PI * share)) / 2;
}

/** Wide for a picture alone, tall for two beside each other. */
export type Format = "wide" | "tall";
const WIDTH_OF_HEIGHT: Record<Format, number> = { wide: 4 / 3, tall: 0.84 };

/** One shape as it is at a moment of the round. */
export interface Moment {
  d: string;
  /** Null where it is the same throughout. */
  opacity: number | null;
}

/** Says how a shape looks at `share` of one round, 0..1: on the straight line between the two pictures next to it. */
export function playerOf({ d, opacity }: NonNullable<Drawn["moves"]>): (share: number) => Moment {
  const numbers = d.map((outline) => [...outline.matchAll(NUMBER)].map(Number));
  // The same commands in every picture: only what stands between the numbers is taken from the first.
  const [before, ...after] = d[0]!.split(NUMBER);
  return (share) => {
    const next = Math.max(1, MOMENTS.findIndex((moment) => moment >= share));
    const [from, to] = [MOMENTS[next - 1]!, MOMENTS[next]!];
    const way = (share - from) / (to - from);
    const on = (a: number, b: number): number => a + (b - a) * way;
    const outline = after.map((sign, index) => `${Math.round(on(numbers[next - 1]![index]!, numbers[next]![index]!) * 100) / 100}${sign}`);
    return { d: `${before}${outline.join("")}`, opacity: opacity && on(opacity[next - 1]!, opacity[next]!) };
  };
}

const NUMBER = /-?[\d.]+/g;

/** The film of a movement from `rest` to `target` and back. */
export function filmOf(rest: Values, target: Values, format: Format = "wide"): Film {
  const setting = settingOf(rest, target);
  const from = postureOf(rest, setting);
  const reached = postureOf(target, setting);
  // Whoever only has to sit there breathes.
  const to = JSON.stringify(from) === JSON.stringify(reached) ? { ...reached, breath: 1 } : reached;
  const look = lookAt(from, to);
  const view = viewOf(look);
  const pictures = new Map<number, Shape[]>(REACHED.map((share) => [share, shapesOf(between(from, to, share), view)]));
  const last = shapesOf(to, view);
  const shapes = inOrder(last).map((index): Drawn => {
    const shown = last[index]!;
    const all = REACHED.map((share) => pictures.get(share)![index]!);
    const d = all.map(path);
    const opacity = all.map((one) => rounded(one.seen));
    const moves = new Set(d).size > 1;
    return {
      name: shown.name,
      class: shown.class,
      d: path(shown),
      opacity: rounded(shown.seen),
      moves: moves ? { d, opacity: new Set(opacity).size > 1 ? opacity : null } : null,
    };
  });
  const shown = shapes.filter((one) => one.opacity > 0 || one.moves?.opacity);
  const pointing = arrows(from, to, look);
  return { look, shapes: shown, arrows: pointing, frame: frame(shown, pointing, { look, format, onFeet: onFeet(from, to) }) };
}

/** From over the head to the lap, in units; hands and heads that leave it are followed, up to so many times as far away. */
const [TOP, BOTTOM, MARGIN, FARTHEST] = [236, -28, 14, 2.4];

/** Whether legs are to be seen: of one who stands, or rises. */
const onFeet = (from: Posture, to: Posture): boolean => to.stool === 0 || JSON.stringify(from.legs) !== JSON.stringify(to.legs);

/** What must be seen whole: head and arms at both ends, the legs of one who is on their feet, and the arrows. */
function frame(shapes: readonly Drawn[], arrows: readonly Arrow[], { look, format, onFeet }: { look: Look; format: Format; onFeet: boolean }): Film["frame"] {
  const followed = onFeet ? /head|hand|forearm|sleeve|thigh|shin|foot/ : /head|hand|forearm|sleeve/;
  const whole = shapes.filter(({ name }) => followed.test(name)).flatMap(({ d, moves }) => [d, moves?.d[0] ?? d]);
  const numbers = [...whole, ...arrows.map(({ d }) => d)].flatMap((d) => [...d.matchAll(/-?[\d.]+/g)].map(Number));
  const across = numbers.filter((_, index) => index % 2 === 0);
  const down = numbers.filter((_, index) => index % 2 === 1);
  const [left, right] = [Math.min(...across), Math.max(...across)];
  // From the side a person is not in the middle of what they do.
  const middle = look === "front" || look === "back" ? 0 : rounded((left + right) / 2);
  const height = TOP - BOTTOM;
  const bottom = onFeet ? Math.min(BOTTOM, -Math.max(...down) - MARGIN) : BOTTOM;
  const half = Math.max(right - middle, middle - left) + MARGIN;
  const needed = Math.max(1, (2 * half) / (height * WIDTH_OF_HEIGHT[format]), (MARGIN - Math.min(...down) - bottom) / height);
  const grown = height * Math.min(needed, FARTHEST);
  // What is left over above the head shows more of the seat instead.
  const top = Math.max(TOP, MARGIN - Math.min(...down));
  return [rounded(middle - (grown * WIDTH_OF_HEIGHT[format]) / 2), rounded(-Math.min(top, bottom + grown)), rounded(grown * WIDTH_OF_HEIGHT[format]), rounded(grown)];
}

function path({ points, closed }: Shape): string {
  const at = points.map(([x, y]): Point => [x * WIDTH, y * WIDTH]);
  const text = ([x, y]: Point): string => `${rounded(x)} ${rounded(y)}`;
  const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const first = at[0]!;
  if (!closed) {
    const inner = at.slice(1, -1);
    const last = at.at(-1)!;
    const curves = inner.map((point, index) => `Q${text(point)} ${text(index === inner.length - 1 ? last : middle(point, inner[index + 1]!))}`);
    return `M${text(first)}${curves.join("")}`;
  }
  // Corners pull, the curve goes from middle to middle: round wherever the body is round.
  const start = middle(at.at(-1)!, first);
  const curves = at.map((point, index) => `Q${text(point)} ${text(middle(point, at[(index + 1) % at.length]!))}`);
  return `M${text(start)}${curves.join("")}Z`;
}

const rounded = (value: number): number => Math.round(value * 10) / 10 || 0;

/** Where the arrow runs: a place beside the part that moves. */
type Follow = (joints: Joints, posture: Posture, side: number) => Vector;

/**
 * What the eye follows; its arrow begins at the share `from` of the movement. Of two sides, the nearer is enough in a
 * turned look.
 */
const FOLLOWED: { name: string; sides: readonly number[]; place: Follow; from: number }[] = [
  { name: "head", sides: [0], place: (joints) => add(joints.headMiddle, apply(joints.head, [0, 0.5, -0.04])), from: 0.12 },
  // A turn goes round over the head: before the face it would hide it.
  { name: "face", sides: [0], place: (joints, posture) => add(joints.headMiddle, apply(rightward(posture.turn), [0, 0.5, 0.5])), from: 0.12 },
  { name: "shoulder", sides: [-1, 1], place: (joints, _, side) => add(joints.shoulders[side < 0 ? 0 : 1], [side * 0.3, 0.05, 0]), from: 0 },
  { name: "hand", sides: [-1, 1], place: besideHand, from: 0.5 },
  { name: "knee", sides: [-1, 1], place: (joints, _, side) => add(joints.lower[side < 0 ? 0 : 1].knee, [side * 0.3, 0, 0.25]), from: 0.2 },
  { name: "foot", sides: [-1, 1], place: (joints, _, side) => add(joints.lower[side < 0 ? 0 : 1].heel, [side * 0.3, 0, -0.2]), from: 0.2 },
  { name: "blade", sides: [-1, 1], place: (joints, posture, side) => apply(joints.trunk, [side * (0.52 - 0.3 * posture.squeeze), 0.93, -0.3]), from: 0 },
];

/** Beside the arm, or before a hand that reaches forward. */
function besideHand(joints: Joints, _: Posture, side: number): Vector {
  const [elbow, wrist] = side < 0 ? [joints.elbows[0], joints.wrists[0]] : [joints.elbows[1], joints.wrists[1]];
  if (wrist[2] > 0.7) return add(wrist, [side * 0.44, 0.02, 0.12]);
  return [side * (Math.max(Math.abs(elbow[0]), Math.abs(wrist[0])) + 0.26), wrist[1], wrist[2]];
}

/** A side that goes less than this share of the other's way stays. */
const STAYS = 0.3;
/** Movements shorter than this need no arrow, in shoulder widths of the picture. */
const SHORTEST_ARROW = 0.08;

function arrows(from: Posture, to: Posture, look: Look): Arrow[] {
  const view = viewOf(look);
  const seen = FOLLOWED.filter(({ name }) => (name === "blade") === (look === "back"));
  const nearer = (sides: readonly number[]): readonly number[] => (sides.length < 2 || look === "front" || look === "back" ? sides : [look === "right side" || look === "turned right" ? 1 : -1]);
  const ways = seen.map(({ name, sides, place, from: begin }) => {
    const lines = nearer(sides).map((side) =>
      [0, 0.25, 0.5, 0.75, 1].map((share): Point => {
        const posture = between(from, to, begin + (1 - begin) * share);
        return project(view, place(jointsOf(posture), posture, side));
      }),
    );
    const lengths = lines.map(([first, , , , last]) => Math.hypot(last![0] - first![0], last![1] - first![1]));
    const length = Math.max(...lengths);
    // Of two sides, one that stays has no arrow.
    return { name, lines: lines.filter((_, index) => lengths[index]! >= length * STAYS), length };
  });
  const longest = ways.reduce((best, way) => (way.length > best.length ? way : best));
  if (longest.length < SHORTEST_ARROW) return [];
  return longest.lines.map((line) => ({ d: arrow(line), class: longest.name === "blade" ? "f-arrow on-shirt" : "f-arrow" }));
}

function arrow(points: Point[]): string {
  const line = path({ points, closed: false } as Shape);
  const [before, tip] = [points.at(-2)!, points.at(-1)!];
  const angle = Math.atan2(tip[1] - before[1], tip[0] - before[0]);
  const barb = (turn: number): string => `${rounded((tip[0] - 0.09 * Math.cos(angle + turn)) * WIDTH)} ${rounded((tip[1] - 0.09 * Math.sin(angle + turn)) * WIDTH)}`;
  return `${line}M${barb(0.6)}L${rounded(tip[0] * WIDTH)} ${rounded(tip[1] * WIDTH)}L${barb(-0.6)}`;
}
