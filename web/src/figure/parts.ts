/**
 * Of drawings beside each other: which parts of the body they move, and which of a guide's drawings tells it best from the
 * others.
 */
import type { GuideFigure } from "../session/protocol";

export type BodyPart = "neck" | "shoulders" | "arms" | "back" | "breath";

function partOf(measure: string): BodyPart {
  if (/^(neck|head)_/.test(measure)) return "neck";
  if (measure.startsWith("shoulder_")) return "shoulders";
  return measure.startsWith("trunk_") ? "back" : "arms";
}

/** Measures in which the two ends of a movement differ. */
function moved({ rest, target }: GuideFigure): string[] {
  return [...new Set([...Object.keys(rest), ...Object.keys(target)])].filter((name) => (rest[name] ?? 0) !== (target[name] ?? 0));
}

/** The parts that a guide moves, the most often moved first. Whoever only sits there breathes. */
export function partsOf(figures: readonly GuideFigure[]): BodyPart[] {
  const times = new Map<BodyPart, number>();
  for (const figure of figures) {
    const parts = new Set(moved(figure).map(partOf));
    for (const part of parts.size > 0 ? parts : (["breath"] as const)) times.set(part, (times.get(part) ?? 0) + 1);
  }
  return [...times].sort(([, a], [, b]) => b - a).map(([part]) => part);
}

/** What makes a difference to the eye: half a tilt, a hand that is a shoulder's width away, a small shrug. */
const SEEN: [pattern: RegExp, unit: number][] = [
  [/_deg$/, 15],
  [/^wrist_.*_sw$/, 0.5],
  [/^shoulder_elevation_.*_sw$/, 0.06],
  [/retraction/, 0.4],
];

const seenUnit = (measure: string): number => SEEN.find(([pattern]) => pattern.test(measure))?.[1] ?? 1;

function difference(a: GuideFigure, b: GuideFigure): number {
  const names = new Set([...Object.keys(a.target), ...Object.keys(b.target)]);
  // A posture that no rule names differs from one that is named at rest, if only by hands that are not in the lap.
  return [...names].reduce((sum, name) => {
    const [one, other] = [a.target[name], b.target[name]];
    const named = (one === undefined) === (other === undefined) ? 0 : 0.2;
    return sum + named + Math.min(2, Math.abs((one ?? 0) - (other ?? 0)) / seenUnit(name));
  }, 0);
}

/** One drawing for each guide: of its own the one that differs most from those before it; for the first, its first. */
export function faces(guides: readonly (readonly GuideFigure[])[]): GuideFigure[] {
  const chosen: GuideFigure[] = [];
  for (const figures of guides) {
    const nearest = (figure: GuideFigure): number => Math.min(Infinity, ...chosen.map((other) => difference(figure, other)));
    const best = figures.reduce<GuideFigure | null>((most, figure) => (most === null || nearest(figure) > nearest(most) ? figure : most), null);
    chosen.push(best ?? { rest: {}, target: {} });
  }
  return chosen;
}
