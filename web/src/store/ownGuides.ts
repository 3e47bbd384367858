/** The guides that the person wrote, as the program keeps them. */
import type { GuideCard } from "../session/protocol";
import { ask, read, RefusedError } from "./api";

/** `GET /api/own-guides` */
export interface OwnCard extends GuideCard {
  /** RFC 3339. */
  changed_at: string;
  /** It is not finished: it can't be coached. */
  has_mistakes: boolean;
}

/** `GET /api/own-guides/{name}` */
export interface OwnText {
  name: string;
  /** Rises with every change. */
  version: number;
  changed_at: string;
  text: string;
}

const at = (name: string): string => `/api/own-guides/${encodeURIComponent(name)}`;

/** Where the service worker keeps what was read, for times without the program. Also in `sw/sw.ts`. */
const READ_CACHE = "unhunch-read";

/** What is deleted is gone from there, too. */
async function forget(path: string | null): Promise<void> {
  try {
    if (path === null) await caches.delete(READ_CACHE);
    else await (await caches.open(READ_CACHE)).delete(path);
  } catch {
    // This browser keeps nothing.
  }
}

export const ownGuides = {
  list: (): Promise<OwnCard[]> => read("/api/own-guides"),
  get: (name: string): Promise<OwnText> => read(at(name)),
  /**
   * Writes over `version` only; null: only if there is none. Gives the new version.
   *
   * @throws {RefusedError} 412 when it is another version, 409 when the name is not free or there are too many.
   */
  async put(name: string, text: string, version: number | null): Promise<number> {
    const condition: Record<string, string> = version === null ? { "if-none-match": "*" } : { "if-match": `"${version}"` };
    const response = await ask(at(name), { method: "PUT", headers: { "content-type": "text/markdown", ...condition }, body: text });
    return ((await response.json()) as { version: number }).version;
  },
  /** One that is not there counts as deleted. */
  async delete(name: string): Promise<void> {
    try {
      await ask(at(name), { method: "DELETE" });
    } catch (error) {
      if (!(error instanceof RefusedError && error.status === 404)) throw error;
    }
    await forget(`/api/guides/${encodeURIComponent(name)}`);
    await forget("/api/own-guides");
  },
  async deleteAll(): Promise<void> {
    await ask("/api/own-guides", { method: "DELETE" });
    await forget(null);
  },
  /** With their texts. */
  async all(): Promise<OwnText[]> {
    return Promise.all((await ownGuides.list()).map(({ name }) => ownGuides.get(name)));
  },
};
