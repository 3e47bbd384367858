/** What the page asks of the program that serves it. */
import type { GuideCard, GuidePage, Rating, SavedSession } from "../session/protocol";
import { language } from "../text";

export interface About {
  version: string;
  /** By name: where the file is and how large, in bytes. */
  models: Record<string, { path: string; sha256: string; bytes: number }>;
  /** Where sessions are kept. */
  data_folder: string;
}

/** `GET /api/damaged`: what is kept and can't be read. */
export interface DamagedRow {
  of: "sessions" | "ratings" | "own-guides";
  row: number;
  /** Id or name, where that can be read. */
  name: string | null;
  /** What is wrong, in English. */
  why: string;
}

/** The program answered, but not with what was asked for. */
export class RefusedError extends Error {
  constructor(readonly status: number) {
    super(`the program answered ${status}`);
  }
}

/** Long enough for a busy computer; where the program is gone, the browser says so at once. */
const PATIENCE_MS = 10_000;

/** @throws {RefusedError} for any other answer than 2xx; the browser's own error when nobody answers. */
export async function ask(path: string, init: RequestInit = {}, patience_ms = PATIENCE_MS): Promise<Response> {
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(patience_ms) });
  if (!response.ok) throw new RefusedError(response.status);
  return response;
}

export async function read<T>(path: string): Promise<T> {
  return (await (await ask(path)).json()) as T;
}

const at = (id: string): string => `/api/sessions/${encodeURIComponent(id)}`;

/** Guides in the page's language, where they are translated; they are written in English. */
export const translated = language === "en" ? "" : `?language=${language}`;

const rowOf = (damaged: DamagedRow): string => `/api/damaged/${damaged.of}/${damaged.row}`;

const ratingOf = (guide: string): string => `/api/ratings/${encodeURIComponent(guide)}`;

export const api = {
  guides: (): Promise<GuideCard[]> => read(`/api/guides${translated}`),
  guide: (name: string): Promise<GuidePage> => read(`/api/guides/${encodeURIComponent(name)}${translated}`),
  ratings: (): Promise<Rating[]> => read("/api/ratings"),
  async rate(guide: string, stars: number): Promise<void> {
    await ask(ratingOf(guide), { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ stars }) });
  },
  deleteRating: async (guide: string): Promise<void> => void (await ask(ratingOf(guide), { method: "DELETE" })),
  deleteRatings: async (): Promise<void> => void (await ask("/api/ratings", { method: "DELETE" })),
  about: (): Promise<About> => read("/api/about"),
  sessions: (): Promise<SavedSession[]> => read("/api/sessions"),
  session: (id: string): Promise<SavedSession> => read(at(id)),
  /** The status of the answer, whatever it is; throws when nobody answers. */
  async save(session: SavedSession): Promise<number> {
    const response = await fetch("/api/sessions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(session),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return response.status;
  },
  /** One that is not there counts as deleted. */
  async deleteSession(id: string): Promise<void> {
    try {
      await ask(at(id), { method: "DELETE" });
    } catch (error) {
      if (!(error instanceof RefusedError && error.status === 404)) throw error;
    }
  },
  /** None where the program does not answer: what can be read is shown all the same. */
  damaged: (of: DamagedRow["of"]): Promise<DamagedRow[]> =>
    read<DamagedRow[]>("/api/damaged").then(
      (rows) => rows.filter((row) => row.of === of),
      () => [],
    ),
  damagedRow: (damaged: DamagedRow): Promise<unknown> => read(rowOf(damaged)),
  deleteDamaged: async (damaged: DamagedRow): Promise<void> => void (await ask(rowOf(damaged), { method: "DELETE" })),
  deleteSessions: async (): Promise<void> => void (await ask("/api/sessions", { method: "DELETE" })),
};
