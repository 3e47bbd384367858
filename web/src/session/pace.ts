/** Whether frames take too long on this computer. */

/** Slower than this, a movement is seen at less than some twelve frames a second: too few to count quick repetitions. */
const TOO_LONG_MS = 80;
/** A second or two of frames: a hiccup of the computer changes nothing. */
const FRAMES = 30;

export class Pace {
  private taken: number[] = [];

  /** One more frame took `ms`. The median, in ms, when the last 30 frames took too long; else null. */
  add(ms: number): number | null {
    this.taken.push(ms);
    if (this.taken.length < FRAMES) return null;
    const sorted = this.taken.sort((a, b) => a - b);
    const median = ((sorted[FRAMES / 2 - 1] ?? 0) + (sorted[FRAMES / 2] ?? 0)) / 2;
    this.taken = [];
    return median > TOO_LONG_MS ? median : null;
  }
}
