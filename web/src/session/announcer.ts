/**
 * Says one thing at a time, aloud and in writing.
 *
 * A cue that comes while something is being said is dropped: a moment later it would be out of date. What belongs to the
 * course of the session ("Half-way") waits instead, and the newest of it wins. Only an introduction ("Get ready, …") is
 * broken off by a cue: who is being corrected has begun.
 */

/** Speaks aloud. `done` is called once, when it is over; false when it can't or must not speak. */
export interface Speaker {
  speak(text: string, done: () => void): boolean;
  stop(): void;
}

/** How long one needs to read it, in ms; about as long as it takes to say it. */
export function readingMs(text: string): number {
  const words = text.split(/\s+/).filter((word) => word !== "").length;
  return Math.max(1200, 500 + words * 330);
}

/** What was said stays in writing for so long, in ms. */
const STAYS_MS = 3000;

export class Announcer {
  private saying: "nothing" | "introduction" | "other" = "nothing";
  private waiting: { text: string; as: "introduction" | "other" } | null = null;
  private turn = 0;
  private ends: ReturnType<typeof setTimeout> | undefined;
  private fades: ReturnType<typeof setTimeout> | undefined;

  /** `show` writes it; null takes it away. */
  constructor(
    private readonly speaker: Speaker,
    private readonly show: (text: string | null) => void,
  ) {}

  /** Says it now or never. Returns whether it was said. */
  cue(text: string): boolean {
    if (this.saying === "other") return false;
    clearTimeout(this.ends);
    // An introduction that has not begun is as late as one that has.
    if (this.waiting?.as === "introduction") this.waiting = null;
    this.say(text, "other");
    return true;
  }

  /** Says it as soon as nothing else is being said. */
  announce(text: string): void {
    this.inTurn(text, "other");
  }

  /** Says it as soon as nothing else is being said, and only as long as there is nothing to correct. */
  introduce(text: string): void {
    this.inTurn(text, "introduction");
  }

  /** Breaks off what is being said, and forgets what waits. */
  hush(): void {
    this.turn += 1;
    clearTimeout(this.ends);
    clearTimeout(this.fades);
    this.saying = "nothing";
    this.waiting = null;
    this.speaker.stop();
    this.show(null);
  }

  private inTurn(text: string, as: "introduction" | "other"): void {
    if (this.saying === "nothing") this.say(text, as);
    else this.waiting = { text, as };
  }

  private say(text: string, as: "introduction" | "other"): void {
    clearTimeout(this.fades);
    this.turn += 1;
    const turn = this.turn;
    this.saying = as;
    this.show(text);
    const over = (): void => {
      if (turn === this.turn && this.saying !== "nothing") this.over();
    };
    const aloud = this.speaker.speak(text, over);
    // Some browsers never tell that a voice has ended.
    this.ends = setTimeout(over, aloud ? 3 * readingMs(text) + 2000 : readingMs(text));
  }

  private over(): void {
    clearTimeout(this.ends);
    this.saying = "nothing";
    const next = this.waiting;
    this.waiting = null;
    if (next !== null) this.say(next.text, next.as);
    else this.fades = setTimeout(() => this.show(null), STAYS_MS);
  }
}
