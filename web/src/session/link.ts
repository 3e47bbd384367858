/** The page's end of the worker: one for the tab, kept between sessions, and thrown away when it has failed. */
import type { Reply, Request } from "./protocol";

/** What a session needs of it; tests have one of their own. */
export interface Link {
  post(request: Request): void;
  /** Replies come in the order in which the worker sent them. Returns how to stop that. */
  subscribe(listener: (reply: Reply) => void): () => void;
  /** No longer of use: the next session gets a fresh one. */
  discard(): void;
}

class WorkerLink implements Link {
  private readonly listeners = new Set<(reply: Reply) => void>();
  private readonly worker: Worker;

  constructor(private readonly onDiscard: () => void) {
    this.worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.worker.onmessage = (event: MessageEvent<Reply>) => this.tell(event.data);
    // The worker's own code could not be loaded, or threw where nobody caught it.
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.tell({ kind: "failed", message: event.message || "the worker could not be loaded" });
    };
  }

  post(request: Request): void {
    if (request.kind === "frame") this.worker.postMessage(request, [request.picture]);
    else this.worker.postMessage(request);
  }

  subscribe(listener: (reply: Reply) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  discard(): void {
    this.worker.terminate();
    this.listeners.clear();
    this.onDiscard();
  }

  private tell(reply: Reply): void {
    // After a trap the judge's memory can't be trusted: a fresh worker is the only way on.
    if (reply.kind === "failed") this.onDiscard();
    for (const listener of [...this.listeners]) listener(reply);
    if (reply.kind === "failed") this.worker.terminate();
  }
}

let link: Link | null = null;

/** The worker of this tab; started if there is none. */
export function theLink(): Link {
  if (!link) {
    const fresh: Link = new WorkerLink(() => {
      if (link === fresh) link = null;
    });
    link = fresh;
  }
  return link;
}
