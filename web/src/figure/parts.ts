/**
 * Of drawings beside each other: which parts of the body they move, and which of a guide's drawings tells it best from the
 * others.
 */
import type { GuideFigure, GuideStep } from "../session/protocol";
import { type Facts, MEASURES } from "./measures";

export type BodyPart = "neck" | "shoulders" | "arms" | "back" | "legs" | "body";

function factsOf(measure: string): Facts {
  if (measure in MEASURES) return MEASURES[measure as keyof typeof MEASURES];
  throw new Error(`no measure is called ${measure}`);
}

const CALLED: Record<Facts["part"], BodyPart> = { head: "neck", shoulders: "shoulders", arms: "arms", trunk: "back", legs: "legs", whole: "body" };

const partOf = (measure: string): BodyPart => CALLED[factsOf(measure).part];

/** Measures in which the two ends of a movement differ. */
function moved({ rest, target }: GuideFigure): string[] {
  return [...new Set([...Object.keys(rest), ...Object.keys(target)])].filter((name) => (rest[name] ?? 0) !== (target[name] ?? 0));
}

/**
 * Whether a step has a drawing. One that runs on the clock has none, unless what it keeps is a posture of its own; of one
 * that is still without rules nobody knows.
 */
export function isDrawn({ figure, sentences }: Pick<GuideStep, "figure" | "sentences">): boolean {
  const rules = sentences.flatMap((sentence) => sentence.rules);
  return moved(figure).length > 0 || rules.length === 0 || rules.some(({ verb }) => verb === "reach");
}

/** The parts that a guide moves, the most often moved first. Of what no drawing shows, nothing is known. */
export function partsOf(figures: readonly GuideFigure[]): BodyPart[] {
  const times = new Map<BodyPart, number>();
  for (const figure of figures) {
    const parts = new Set(moved(figure).map(partOf));
    for (const part of parts) times.set(part, (times.get(part) ?? 0) + 1);
  }
  return [...times].sort(([, a], [, b]) => b - a).map(([part]) => part);
}

/** What makes a difference to the eye: half a tilt, a hand that is half a shoulder's width away, a small shrug or slide. */
function seenUnit(measure: string): number {
  const { unit, part } = factsOf(measure);
  if (unit === "sw") return part === "arms" ? 0.5 : 0.06;
  return unit === "index" ? 0.4 : 15;
}

function difference(a: GuideFigure, b: GuideFigure): number {
  const names = new Set([...Object.keys(a.target), ...Object.keys(b.target)]);
  // A posture that no rule names differs from one that is named at rest, if only by hands that are not in the lap.
  return [...names].reduce((sum, name) => {
    const [one, other] = [a.target[name], b.target[name]];
    const named = (one === undefined) === (other === undefined) ? 0 : 0.2;
    return sum + named + Math.min(2, Math.abs((one ?? 0) - (other ?? 0)) / seenUnit(name));
  }, 0);
}

/**
 * One drawing for each guide: of its own the one that differs most from those that are taken; for the first, its first. A
 * guide with fewer to choose from chooses earlier. None for a guide whose drawings show nobody who moves: what no camera
 * sees has no drawing, and somebody who sits there would stand for a guide about legs.
 */
export function faces(guides: readonly (readonly GuideFigure[])[]): (GuideFigure | null)[] {
  const moving = guides.map((figures, place) => ({ place, figures: figures.filter((figure) => moved(figure).length > 0) }));
  const chosen: GuideFigure[] = [];
  const found: (GuideFigure | null)[] = guides.map(() => null);
  for (const { place, figures } of [...moving].sort((a, b) => a.figures.length - b.figures.length)) {
    const nearest = (figure: GuideFigure): number => Math.min(Infinity, ...chosen.map((other) => difference(figure, other)));
    const best = figures.reduce<GuideFigure | null>((most, figure) => (most === null || nearest(figure) > nearest(most) ? figure : most), null);
    found[place] = best;
    if (best) chosen.push(best);
  }
  return found;
}
