/** What of a stream of views is worth a sound or a word, each once. Decides nothing about the body: the views tell. */
import type { Hint, Side, View } from "./protocol";

export type Sound = "start" | "half" | "rep" | "done" | "switch" | "end";

export type Moment =
  /** Something to put right before the coach can see well. */
  | { kind: "hint"; name: Hint["name"] }
  /** The coach sees well, and now looks for the person's neutral. */
  | { kind: "neutral" }
  /** A step may begin. `other_side`: the one before was the same step on the other side. */
  | { kind: "step"; title: string; side: Side | null; other_side: boolean }
  /** A hold began. */
  | { kind: "start" }
  | { kind: "half" }
  /** Held long enough. `more`: one may stay for longer. */
  | { kind: "goal"; more: boolean }
  | { kind: "rep"; count: number }
  /** As often as the guide asks for at least. */
  | { kind: "reps_goal"; count: number }
  | { kind: "cue"; text: string }
  | { kind: "all_done" };

/** The same hint is not said again, and another one only after so long, in seconds. */
const HINT_AFTER_S = 3;
/** Seconds come as sums of frames: a hold of 20 s may end at 19.98. */
const NEARLY_S = 0.05;

export const doseKey = (dose: { step: string; side: Side | null }): string => `${dose.step}/${dose.side ?? ""}`;

interface Told {
  half: boolean;
  goal: boolean;
  reps: number;
}

export class Moments {
  private phase: View["phase"] | null = null;
  private hint: { name: Hint["name"]; at_s: number } | null = null;
  private announced: string | null = null;
  private readonly told = new Map<string, Told>();

  next(view: View): Moment[] {
    const moments: Moment[] = [];
    const before = this.phase;
    this.phase = view.phase;
    if (view.phase === "done") return before === "done" ? [] : [{ kind: "all_done" }];
    if (view.phase === "setup") return this.hints(view);
    if (view.phase === "neutral") return before === "neutral" ? [] : [{ kind: "neutral" }];
    if (view.step !== null) {
      this.begins(view, moments);
      this.counts(view, moments);
    }
    for (const event of view.events) {
      if (event.event === "cue" && event.text) moments.push({ kind: "cue", text: event.text });
    }
    return moments;
  }

  private hints(view: View): Moment[] {
    const hint = view.hints.find((one) => one.blocks);
    if (!hint || hint.name === this.hint?.name) return [];
    if (this.hint && view.at_s - this.hint.at_s < HINT_AFTER_S) return [];
    this.hint = { name: hint.name, at_s: view.at_s };
    return [{ kind: "hint", name: hint.name }];
  }

  private begins(view: View, moments: Moment[]): void {
    const key = doseKey({ step: view.step ?? "", side: view.side });
    // While the person is on the way somewhere, the shown step may change back and forth.
    if (view.phase !== "ready" || key === this.announced) return;
    this.announced = key;
    const other = view.doses.find((dose) => dose.step === view.step && dose.side !== view.side);
    const other_side = view.side !== null && other !== undefined && other.standing !== "waiting";
    moments.push({ kind: "step", title: view.title ?? "", side: view.side, other_side });
  }

  private counts(view: View, moments: Moment[]): void {
    const key = doseKey({ step: view.step ?? "", side: view.side });
    const told = this.told.get(key) ?? { half: false, goal: false, reps: 0 };
    this.told.set(key, told);
    const goal = view.hold_goal_s;
    if (goal !== null && !told.goal) {
      if (view.hold_s >= goal - NEARLY_S) {
        told.half = told.goal = true;
        moments.push({ kind: "goal", more: view.hold_most_s !== null && view.hold_most_s > goal });
      } else if (!told.half && view.hold_s >= goal / 2) {
        told.half = true;
        moments.push({ kind: "half" });
      } else if (view.events.some((event) => event.event === "hold_started" && event.step === view.step)) {
        moments.push({ kind: "start" });
      }
    }
    const reps = view.reps ?? 0;
    if (reps > told.reps) {
      const reached = view.reps_goal !== null && reps >= view.reps_goal && told.reps < view.reps_goal;
      told.reps = reps;
      moments.push(reached ? { kind: "reps_goal", count: reps } : { kind: "rep", count: reps });
    }
  }
}

export function soundOf(moment: Moment): Sound | null {
  switch (moment.kind) {
    case "start":
    case "half":
    case "rep":
      return moment.kind;
    case "goal":
    case "reps_goal":
      return "done";
    case "step":
      return moment.other_side ? "switch" : null;
    case "all_done":
      return "end";
    default:
      return null;
  }
}
