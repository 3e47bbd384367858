/** Sessions as the pages see them: those that the program has, and those that still wait for it. */
import { useEffect, useState } from "preact/hooks";

import type { SavedSession } from "../session/protocol";
import { lineOf } from "../pages/summary";
import { api, RefusedError } from "./api";
import { lookBack, type SessionLine } from "./history";
import { Outbox, type Parcel } from "./outbox";
import { DatabaseShelf, MemoryShelf } from "./shelf";

const LOCK = "unhunch.outbox";
const RETRY_MS = 15_000;

let opened: Promise<Outbox> | null = null;

/** The one outbox of this tab. */
function outbox(): Promise<Outbox> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Outbox> {
  const shelf = await DatabaseShelf.open().catch(() => new MemoryShelf());
  const exclusively = async (task: () => Promise<void>): Promise<void> => {
    if (shelf.lasting && "locks" in navigator) await navigator.locks.request(LOCK, task);
    else await task();
  };
  const box = new Outbox(shelf, api.save, exclusively);
  const tabs = new BroadcastChannel(LOCK);
  let heard = false;
  box.subscribe(() => {
    if (!heard) tabs.postMessage(null);
  });
  tabs.onmessage = () => {
    heard = true;
    box.tell();
    heard = false;
  };
  return box;
}

let sending: Promise<void> | null = null;
let again = false;
let retry: ReturnType<typeof setTimeout> | undefined;

/** Sends what waits. While one sending is under way, another follows it: something may have been put meanwhile. */
async function send(): Promise<void> {
  if (sending) {
    again = true;
    return sending;
  }
  sending = (async () => {
    const box = await outbox();
    let waits: boolean;
    do {
      again = false;
      waits = await box.send();
    } while (again);
    clearTimeout(retry);
    if (waits) retry = setTimeout(() => void send(), RETRY_MS);
  })().finally(() => {
    sending = null;
  });
  return sending;
}

/** Sends what waits from earlier, now and whenever the computer is back on its network. */
export function startSending(): void {
  void send();
  window.addEventListener("online", () => void send());
}

/**
 * Keeps the session and sends it. Done once it is kept; whether it was taken, `useSaving` tells.
 *
 * @throws when it could neither be kept here (the disk is full) nor be sent.
 */
export async function saveSession(session: SavedSession): Promise<void> {
  const { saved_at: _, ...facts } = session.session;
  const toSave = { ...session, session: facts };
  try {
    await (await outbox()).put(toSave);
  } catch (error) {
    const status = await api.save(toSave);
    if (status < 200 || status > 299) throw error;
    return;
  }
  void send();
}

/** What waits is newer than what the program has. Null: there is no such session. */
export async function loadSession(id: string): Promise<SavedSession | null> {
  const waiting = (await (await outbox()).parcels()).find((parcel) => parcel.id === id);
  if (waiting) return waiting.session;
  try {
    return await api.session(id);
  } catch (error) {
    if (error instanceof RefusedError && (error.status === 404 || error.status === 400)) return null;
    throw error;
  }
}

export interface Listed {
  session: SavedSession;
  state: "saved" | "waiting" | "refused";
}

/** All sessions, the newest first. `whole` is false when the program did not answer. */
export async function listSessions(): Promise<{ sessions: Listed[]; whole: boolean }> {
  const box = await outbox();
  // Looked at twice: one that is taken while the program answers stands in neither its list nor the later look.
  const before = await box.parcels();
  const saved = await api.sessions().catch(() => null);
  const after = await box.parcels();
  return { sessions: merge(saved ?? [], before, after), whole: saved !== null };
}

/** Each session once, the newest first: as it lies here now, else as the program has it, else as it lay here `before`. */
export function merge(saved: SavedSession[], before: Parcel[], after: Parcel[]): Listed[] {
  const all = new Map<string, Listed>();
  for (const { id, session } of before) all.set(id, { session, state: "saved" });
  for (const session of saved) all.set(session.session.id, { session, state: "saved" });
  for (const { id, session, refused } of after) all.set(id, { session, state: refused === null ? "waiting" : "refused" });
  return [...all.values()].sort((a, b) => Date.parse(b.session.session.started_at) - Date.parse(a.session.session.started_at));
}

/** One session of a list, without its report. */
export interface ListedLine extends SessionLine {
  state: Listed["state"];
}

/** So many sessions at a time: a year of them is too long for a page, and what stands below them should be found. */
export const PAGE = 12;

/**
 * The newest `limit` sessions that began before `before`, and all that wait here. `more`: there are older ones. `whole` is
 * false when the program did not answer.
 */
export async function listLines(limit = PAGE, before?: string): Promise<{ lines: ListedLine[]; more: boolean; whole: boolean }> {
  const box = await outbox();
  // Looked at twice, as in `listSessions`.
  const earlier = await box.parcels();
  const saved = await lookBack.sessions(limit, before).catch(() => null);
  const now = await box.parcels();
  return { lines: mergeLines(saved ?? [], earlier, now), more: saved !== null && saved.length >= limit, whole: saved !== null };
}

/** Each session once, the newest first: as in `merge`. */
export function mergeLines(saved: readonly SessionLine[], before: readonly Parcel[], after: readonly Parcel[]): ListedLine[] {
  const all = new Map<string, ListedLine>();
  for (const { id, session } of before) all.set(id, { ...lineOf(session), state: "saved" });
  for (const line of saved) all.set(line.id, { ...line, state: "saved" });
  for (const { id, session, refused } of after) all.set(id, { ...lineOf(session), state: refused === null ? "waiting" : "refused" });
  return inOrder([...all.values()]);
}

/** The newest first. */
export const inOrder = (lines: readonly ListedLine[]): ListedLine[] => [...lines].sort((a, b) => Date.parse(b.started_at) - Date.parse(a.started_at));

/** @throws when the program does not answer: then nothing is deleted. */
export async function deleteSession(id: string): Promise<void> {
  await (await outbox()).remove(id, () => api.deleteSession(id));
}

/** @throws when the program does not answer: then nothing is deleted. */
export async function deleteAllSessions(): Promise<void> {
  await (await outbox()).remove(null, api.deleteSessions);
}

export type Saving = { state: "saved" } | { state: "sending" | "waiting"; lasting: boolean; full: boolean } | { state: "refused"; status: number };

interface Waiting {
  parcels: Parcel[];
  lasting: boolean;
  /** The program's disk is full. */
  full: boolean;
  sending: boolean;
}

/** How it stands with all that is not saved yet; kept up to date. Null until the outbox has been read. */
export function useOutbox(): Waiting | null {
  const [now, setNow] = useState<Waiting | null>(null);
  useEffect(() => {
    let stop = (): void => {};
    let wanted = true;
    void outbox().then((box) => {
      const look = async (): Promise<void> => {
        const parcels = await box.parcels();
        if (wanted) setNow({ parcels, lasting: box.lasting, full: box.isFull, sending: sending !== null });
      };
      if (!wanted) return;
      stop = box.subscribe(() => void look().then(() => sending?.then(look)));
      void look();
    });
    return () => {
      wanted = false;
      stop();
    };
  }, []);
  return now;
}

/** Whether this session has reached the program. */
export function useSaving(id: string): Saving | null {
  const box = useOutbox();
  if (!box) return null;
  const parcel = box.parcels.find((one) => one.id === id);
  if (!parcel) return { state: "saved" };
  if (parcel.refused !== null) return { state: "refused", status: parcel.refused };
  return { state: box.sending ? "sending" : "waiting", lasting: box.lasting, full: box.full };
}
