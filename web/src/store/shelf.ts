/** Where the outbox keeps its parcels. */
import type { Parcel, Shelf } from "./outbox";

/** For tests, and for browsers that store nothing: gone with the tab. */
export class MemoryShelf implements Shelf {
  readonly lasting = false;
  private readonly parcels = new Map<string, Parcel>();

  async all(): Promise<Parcel[]> {
    return [...this.parcels.values()];
  }

  async update(id: string, change: (now: Parcel | null) => Parcel | null): Promise<void> {
    const next = change(this.parcels.get(id) ?? null);
    if (next === null) this.parcels.delete(id);
    else this.parcels.set(id, next);
  }
}

const DATABASE = "unhunch";
const PARCELS = "outbox";

export class DatabaseShelf implements Shelf {
  readonly lasting = true;

  private constructor(private readonly database: IDBDatabase) {}

  /** @throws when the browser has no database for us (some private windows). */
  static async open(): Promise<DatabaseShelf> {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(PARCELS, { keyPath: "id" });
    const database = await settled(request);
    // A later edition of the page in another tab wants to change the database: do not stand in its way.
    database.onversionchange = () => database.close();
    return new DatabaseShelf(database);
  }

  all(): Promise<Parcel[]> {
    return settled(this.database.transaction(PARCELS).objectStore(PARCELS).getAll() as IDBRequest<Parcel[]>);
  }

  update(id: string, change: (now: Parcel | null) => Parcel | null): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(PARCELS, "readwrite", { durability: "strict" });
      const store = transaction.objectStore(PARCELS);
      const read = store.get(id) as IDBRequest<Parcel | undefined>;
      read.onsuccess = () => {
        const next = change(read.result ?? null);
        if (next === null) store.delete(id);
        else store.put(next);
      };
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
