/** Time without a camera: real time, less the pauses. */
export class PausableClock {
  private readonly began: number;
  private paused_ms = 0;
  private paused_at: number | null = null;

  /** `now` gives milliseconds that never go back. The clock runs from the start. */
  constructor(private readonly now: () => number) {
    this.began = now();
  }

  /** Milliseconds since the start, without the pauses. */
  at_ms(): number {
    return (this.paused_at ?? this.now()) - this.began - this.paused_ms;
  }

  pause(): void {
    this.paused_at ??= this.now();
  }

  resume(): void {
    if (this.paused_at === null) return;
    this.paused_ms += this.now() - this.paused_at;
    this.paused_at = null;
  }
}
