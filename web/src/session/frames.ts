/** Keeps one frame in flight: while the judge is busy, frames go by, and the newest follows as soon as it is free. */

/** Takes the picture that the camera shows now and sends it; refuses when there is none. */
export type Grab = (at_ms: number) => Promise<void>;

export class FramePump {
  private busy = false;
  /** Time of a frame that came while the judge was busy. Its picture is taken later: then the newest. */
  private waiting: number | null = null;
  private last = -Infinity;

  constructor(private readonly grab: Grab) {}

  /** A new picture is there; `at_ms` is when it was taken. */
  arrived(at_ms: number): void {
    if (this.busy) this.waiting = at_ms;
    else this.send(at_ms);
  }

  /** The judge has answered. */
  free(): void {
    this.busy = false;
    const at_ms = this.waiting;
    this.waiting = null;
    if (at_ms !== null) this.send(at_ms);
  }

  /** What waits is not sent any more: the person paused. */
  hold(): void {
    this.waiting = null;
  }

  private send(at_ms: number): void {
    // Some browsers give two pictures the same time, or an earlier one after the camera was opened anew.
    this.last = Math.max(at_ms, this.last + 1);
    this.busy = true;
    this.grab(this.last).catch(() => {
      this.busy = false;
    });
  }
}
