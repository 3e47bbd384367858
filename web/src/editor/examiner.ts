/**
 * Has a text examined while it is typed: a moment after the last key, one text at a time, and the newest wins.
 *
 * `Examiner` knows no worker: its helper comes from outside, so that a test can bring its own. The page's is at the end.
 */
import type { Examined, ExamineReply, ExamineRequest } from "./protocol";

/** Shorter than a pause between two words, longer than one between two keys of somebody who types fast. */
export const PAUSE_MS = 150;

export interface Helper {
  post(request: ExamineRequest): void;
  end(): void;
}

export class Examiner {
  private helper: Helper | null = null;
  private turn = 0;
  /** What the helper has, until it answers. */
  private sent: ExamineRequest | null = null;
  private next: { name: string; text: string } | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `hear` is told of every text that was examined: with null when that could not be done. */
  constructor(
    private readonly start: (hear: (reply: ExamineReply) => void) => Helper,
    private readonly hear: (text: string, examined: Examined | null) => void,
  ) {}

  /** The text has changed. `at_once`: it was opened, not typed. */
  take(name: string, text: string, at_once = false): void {
    this.next = { name, text };
    clearTimeout(this.timer);
    if (at_once) this.send();
    else this.timer = setTimeout(() => this.send(), PAUSE_MS);
  }

  end(): void {
    clearTimeout(this.timer);
    this.next = null;
    this.sent = null;
    this.helper?.end();
    this.helper = null;
  }

  private send(): void {
    if (this.sent || !this.next) return;
    this.helper ??= this.start((reply) => this.answered(reply));
    this.sent = { turn: ++this.turn, ...this.next };
    this.next = null;
    this.helper.post(this.sent);
  }

  private answered({ turn, examined }: ExamineReply): void {
    const { sent } = this;
    if (!sent || sent.turn !== turn) return;
    this.sent = null;
    if (examined === null) {
      // After a trap its memory can't be trusted: the next text gets a fresh one.
      this.helper?.end();
      this.helper = null;
    }
    this.hear(sent.text, examined);
    // What came meanwhile has waited long enough: it is sent at once, even where a key was pressed just now.
    if (this.next) {
      clearTimeout(this.timer);
      this.send();
    }
  }
}

/** The helper of the page: a worker. */
export function worker(hear: (reply: ExamineReply) => void): Helper {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  let turn = 0;
  worker.onmessage = (event: MessageEvent<ExamineReply>) => hear(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    hear({ turn, examined: null });
  };
  return {
    post(request) {
      turn = request.turn;
      worker.postMessage(request);
    },
    end: () => worker.terminate(),
  };
}
