/**
 * Asks the reader of articles, one thing after the other. Reading can be stopped.
 *
 * `Reader` knows no worker: its helper comes from outside, so that a test can bring its own. The page's is at the end.
 */
import type { Answer, Order, ReaderReply, ReaderRequest } from "./protocol";

export interface Helper {
  post(request: ReaderRequest): void;
  end(): void;
}

/** The reader could not be loaded, or broke. What it had open is gone from it. */
export class BrokenError extends Error {}

/** Somebody stopped it. */
export class StoppedError extends Error {}

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

export class Reader {
  private helper: Helper | null = null;
  private turn = 0;
  private readonly waiting = new Map<number, Waiting>();

  constructor(
    private readonly start: (hear: (reply: ReaderReply) => void) => Helper,
    private readonly language: string,
  ) {}

  /**
   * Answers come in the order of what was asked.
   *
   * @throws {BrokenError} when the reader broke, {StoppedError} when it was stopped meanwhile.
   */
  ask(order: Order): Promise<Answer> {
    const turn = ++this.turn;
    return new Promise((resolve, reject) => {
      this.waiting.set(turn, { resolve, reject });
      this.helper ??= this.start((reply) => this.hear(reply));
      this.helper.post({ turn, language: this.language, order });
    });
  }

  /** Nothing that was asked is answered any more, and what was open is closed. */
  stop(): void {
    this.close(new StoppedError());
  }

  private hear({ turn, answer }: ReaderReply): void {
    if (answer === null) return this.close(new BrokenError());
    this.waiting.get(turn)?.resolve(answer);
    this.waiting.delete(turn);
  }

  private close(error: Error): void {
    this.helper?.end();
    this.helper = null;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}

/** The helper of the page: a worker. */
export function worker(hear: (reply: ReaderReply) => void): Helper {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = (event: MessageEvent<ReaderReply>) => hear(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    hear({ turn: 0, answer: null });
  };
  return { post: (request) => worker.postMessage(request), end: () => worker.terminate() };
}
