/**
 * Results on their way to the program: kept here first, sent when it answers, taken out once it has them.
 *
 * A session may be put again under the same id (an answer was added): the newest is sent, and the program stores it over
 * the older one. What the program refuses for good is kept aside and not sent again until it is put again.
 */
import type { SavedSession } from "../session/protocol";

export interface Parcel {
  id: string;
  session: SavedSession;
  /** Rises with every put, so that an answer for an older one does not take out a newer. */
  revision: number;
  /** Status of a refusal for good; null while it waits. */
  refused: number | null;
}

/** Where parcels lie: IndexedDB, or memory in tests and where a browser stores nothing. */
export interface Shelf {
  /** False: gone with the tab. */
  readonly lasting: boolean;
  all(): Promise<Parcel[]>;
  /** Reads, changes and writes in one transaction; `change` returns null to take the parcel out. */
  update(id: string, change: (now: Parcel | null) => Parcel | null): Promise<void>;
}

/** Gives the status of the program's answer; throws when nobody answers. */
export type Post = (session: SavedSession) => Promise<number>;

/** Runs one task at a time over all tabs. */
export type Exclusively = (task: () => Promise<void>) => Promise<void>;

/** Sending the same again would not help. 409: the program has something else under this id. */
const REFUSED_FOR_GOOD = new Set([400, 409, 413, 415, 422]);

const DISK_FULL = 507;

export class Outbox {
  private readonly listeners = new Set<() => void>();
  private readonly shelf: Shelf;
  private readonly post: Post;
  private readonly exclusively: Exclusively;
  private full = false;

  constructor(shelf: Shelf, post: Post, exclusively: Exclusively) {
    this.shelf = shelf;
    this.post = post;
    this.exclusively = exclusively;
  }

  get lasting(): boolean {
    return this.shelf.lasting;
  }

  /** The program's last answer to a session was that its disk is full: it is asked again like any other time. */
  get isFull(): boolean {
    return this.full;
  }

  parcels(): Promise<Parcel[]> {
    return this.shelf.all();
  }

  /** Keeps the session, over an older one with its id. It is not sent yet. */
  async put(session: SavedSession): Promise<void> {
    const id = session.session.id;
    await this.shelf.update(id, (now) => ({ id, session, revision: (now?.revision ?? 0) + 1, refused: null }));
    this.tell();
  }

  /**
   * Takes out the parcel `id`, or all of them (null), once `deleteThere` has succeeded. Nothing is sent meanwhile, so
   * that what was deleted does not come back.
   */
  async remove(id: string | null, deleteThere: () => Promise<void>): Promise<void> {
    await this.exclusively(async () => {
      await deleteThere();
      for (const parcel of await this.shelf.all()) {
        if (id === null || parcel.id === id) await this.shelf.update(parcel.id, () => null);
      }
    });
    this.tell();
  }

  /** Sends what waits, one by one. Returns whether something still waits: then try again later. */
  async send(): Promise<boolean> {
    let waits = false;
    await this.exclusively(async () => {
      for (const parcel of await this.shelf.all()) {
        if (parcel.refused === null && !(await this.deliver(parcel))) waits = true;
      }
    });
    this.tell();
    return waits;
  }

  /** Calls `listener` after each change. Returns how to stop that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Also called when another tab has changed something. */
  tell(): void {
    for (const listener of this.listeners) listener();
  }

  /** Whether nothing of the parcel waits any longer. */
  private async deliver(parcel: Parcel): Promise<boolean> {
    const status = await this.post(parcel.session).catch(() => null);
    this.full = status === DISK_FULL;
    if (status === null) return false;
    const taken = status >= 200 && status < 300;
    if (!taken && !REFUSED_FOR_GOOD.has(status)) return false;
    let newest = true;
    await this.shelf.update(parcel.id, (now) => {
      if (now === null) return null;
      newest = now.revision === parcel.revision;
      if (!newest) return now;
      return taken ? null : { ...now, refused: status };
    });
    return newest;
  }
}
