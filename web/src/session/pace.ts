/** Whether this computer can follow with the model in use. */

/** Slower than this, a movement is seen at less than some twelve frames a second: too few to count quick repetitions. */
const TOO_LONG_MS = 80;

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}

/** The first frames also lay out memory and compile code. */
const WARM_UP = 2;
/** With a body in them: an empty picture costs a third of that. */
const MEASURED = 8;

/** In the set-up look: which model this computer can follow, by real frames of the person. */
export class Trial {
  private frames = 0;
  private readonly taken: number[] = [];

  /** One more frame took `ms`. Null until enough of them were seen; then whether the model is quick enough. */
  add(ms: number, body: boolean): boolean | null {
    this.frames += 1;
    if (this.frames > WARM_UP && body) this.taken.push(ms);
    return this.taken.length < MEASURED ? null : median(this.taken) <= TOO_LONG_MS;
  }
}

/**
 * Some seven seconds of slow frames, or more: what else the computer does for a moment is no reason to look at the person
 * anew.
 */
const FRAMES = 30;
const SLOW_ROUNDS = 3;

/** Once the session runs: whether frames have become too slow for good. */
export class Pace {
  private taken: number[] = [];
  private slow = 0;

  add(ms: number): boolean {
    this.taken.push(ms);
    if (this.taken.length < FRAMES) return false;
    this.slow = median(this.taken) > TOO_LONG_MS ? this.slow + 1 : 0;
    this.taken = [];
    return this.slow >= SLOW_ROUNDS;
  }
}
