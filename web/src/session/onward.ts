/**
 * Goes on by itself when a step that is done by its count ("five to twelve times") has come to rest: the judge waits for
 * more, and the person's hands should not be needed.
 */
import { isEnough } from "./look";
import type { View } from "./protocol";

/** Longer than the pause between two slow repetitions. */
const RESTS_S = 8;
/** A longer gap between two frames is a pause, not rest. */
const LONGEST_FRAME_S = 1;

export class Onward {
  private dose = "";
  private reps = 0;
  private rested_s = 0;
  private last_s: number | null = null;

  /** Whether it is time to leave the step that is open. */
  isDue(view: View): boolean {
    const frame_s = this.last_s === null ? 0 : view.at_s - this.last_s;
    this.last_s = view.at_s;
    const dose = `${view.step}/${view.side}`;
    const reps = view.reps ?? 0;
    if (dose !== this.dose || reps !== this.reps || view.phase === "holding" || view.reps_goal === null || !isEnough(view)) {
      this.dose = dose;
      this.reps = reps;
      this.rested_s = 0;
      return false;
    }
    if (frame_s <= LONGEST_FRAME_S) this.rested_s += frame_s;
    if (this.rested_s < RESTS_S) return false;
    this.rested_s = 0;
    return true;
  }
}
