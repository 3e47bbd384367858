/**
 * The mouth of the session: says what the judge gives it, one thing at a time and in order, aloud and in writing, and
 * tells when each is over. What to say, and what may break off what, the judge decides.
 */
import type { Say } from "./protocol";

/** Speaks aloud. `done` is called once, when it is over; false when it can't or must not speak. */
export interface Speaker {
  speak(text: string, language: string, done: () => void): boolean;
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
  /** Who hears that an utterance is over, by its id. */
  onSpoken: ((id: number) => void) | null = null;

  private now: Say | null = null;
  private waiting: Say[] = [];
  private ends: ReturnType<typeof setTimeout> | undefined;
  private fades: ReturnType<typeof setTimeout> | undefined;

  /** `show` writes it; null takes it away. */
  constructor(
    private readonly speaker: Speaker,
    private readonly show: (say: Say | null) => void,
  ) {}

  say(items: readonly Say[]): void {
    for (const item of items) {
      if (item.interrupts) {
        this.drop();
        this.utter(item);
      } else if (this.now) this.waiting.push(item);
      else this.utter(item);
    }
  }

  /** Breaks off what is being said, and forgets what waits. */
  hush(): void {
    this.drop();
    clearTimeout(this.fades);
    this.show(null);
  }

  /** All that was to be said is over, said or not: the judge must not wait for it. */
  private drop(): void {
    const dropped = [...(this.now ? [this.now] : []), ...this.waiting];
    clearTimeout(this.ends);
    this.waiting = [];
    if (this.now) {
      this.now = null;
      this.speaker.stop();
    }
    for (const { id } of dropped) this.onSpoken?.(id);
  }

  private utter(item: Say): void {
    clearTimeout(this.fades);
    this.now = item;
    this.show(item);
    const over = (): void => {
      // The end of what was broken off ends nothing else.
      if (this.now === item) this.over(item);
    };
    const aloud = this.speaker.speak(item.text, item.language, over);
    // Some browsers never tell that a voice has ended.
    this.ends = setTimeout(over, aloud ? 3 * readingMs(item.text) + 2000 : readingMs(item.text));
  }

  private over(item: Say): void {
    clearTimeout(this.ends);
    this.now = null;
    const next = this.waiting.shift();
    if (next) this.utter(next);
    else this.fades = setTimeout(() => this.show(null), STAYS_MS);
    this.onSpoken?.(item.id);
  }
}
