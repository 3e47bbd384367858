import { expect, test } from "vitest";

import type { SavedSession } from "../session/protocol";
import { Outbox, type Post } from "./outbox";
import { merge, mergeLines } from "./sessions";
import { MemoryShelf } from "./shelf";

function session(id: string, pain: number | null = null): SavedSession {
  return {
    schema: 2,
    unhunch: "0.0.0",
    guide: { name: "upper-back", sha256: "" },
    video: null,
    steps: [],
    events: [],
    session: {
      id,
      started_at: `2026-11-23T10:00:0${id.length}Z`,
      source: "self-reported",
      ending: "done",
      model: null,
      answers: [],
      feedback: { stretch_felt: null, pain, effort: null },
    },
  };
}

/** A program that answers `status` (null: it is gone), and remembers what it has taken by id. */
class Program {
  status: number | null = 201;
  readonly taken = new Map<string, SavedSession>();
  posts = 0;
  post: Post = async (sent) => {
    this.posts++;
    if (this.status === null) throw new TypeError("nobody answers");
    if (this.status < 300) this.taken.set(sent.session.id, sent);
    return this.status;
  };
}

/** Two tabs share a shelf and a lock. */
function tabs(program: Program): [Outbox, Outbox] {
  const shelf = new MemoryShelf();
  let last = Promise.resolve();
  const exclusively = (task: () => Promise<void>): Promise<void> => {
    const mine = last.then(task);
    last = mine.catch(() => {});
    return mine;
  };
  const tab = (): Outbox => new Outbox(shelf, (sent) => program.post(sent), exclusively);
  return [tab(), tab()];
}

const ids = async (box: Outbox): Promise<string[]> => (await box.parcels()).map((parcel) => parcel.id);

test("what the program takes leaves the outbox", async () => {
  const program = new Program();
  const [box] = tabs(program);
  await box.put(session("a"));
  expect(await box.send()).toBe(false);
  expect(await ids(box)).toEqual([]);
  expect([...program.taken.keys()]).toEqual(["a"]);
});

test("while the program is gone everything waits, and goes when it is back", async () => {
  const program = new Program();
  const [box] = tabs(program);
  program.status = null;
  await box.put(session("a"));
  await box.put(session("bb"));
  expect(await box.send()).toBe(true);
  expect(await ids(box)).toEqual(["a", "bb"]);
  program.status = 201;
  expect(await box.send()).toBe(false);
  expect([...program.taken.keys()]).toEqual(["a", "bb"]);
});

test.each([500, 503, 403, 429])("an answer of %i is tried again later", async (status) => {
  const program = new Program();
  const [box] = tabs(program);
  program.status = status;
  await box.put(session("a"));
  expect(await box.send()).toBe(true);
  expect(await box.parcels()).toMatchObject([{ id: "a", refused: null }]);
});

test("a full disk is told, and the session is kept and tried again until there is room", async () => {
  const program = new Program();
  const [box] = tabs(program);
  program.status = 507;
  await box.put(session("a"));
  expect(await box.send()).toBe(true);
  expect(box.isFull).toBe(true);
  expect(await box.parcels()).toMatchObject([{ id: "a", refused: null }]);
  program.status = null;
  expect(await box.send()).toBe(true);
  expect(box.isFull).toBe(false);
  program.status = 201;
  expect(await box.send()).toBe(false);
  expect(await ids(box)).toEqual([]);
  expect(box.isFull).toBe(false);
});

test("a conflict is kept aside, told, and not sent again by itself", async () => {
  const program = new Program();
  const [box] = tabs(program);
  program.status = 409;
  await box.put(session("a"));
  expect(await box.send()).toBe(false);
  expect(await box.parcels()).toMatchObject([{ id: "a", refused: 409 }]);
  await box.send();
  expect(program.posts).toBe(1);
});

test("an answer added while the session is on its way is sent after it", async () => {
  const program = new Program();
  const [box] = tabs(program);
  await box.put(session("a"));
  const post = program.post;
  program.post = async (sent) => {
    program.post = post;
    await box.put(session("a", 4));
    return post(sent);
  };
  expect(await box.send()).toBe(true);
  expect(await box.parcels()).toMatchObject([{ id: "a", revision: 2 }]);
  expect(await box.send()).toBe(false);
  expect(program.taken.get("a")?.session.feedback?.pain).toBe(4);
});

test("two tabs that send at once send each session once", async () => {
  const program = new Program();
  const [one, two] = tabs(program);
  await one.put(session("a"));
  await Promise.all([one.send(), two.send()]);
  expect(program.posts).toBe(1);
});

test("what is deleted while it is being sent does not come back", async () => {
  const program = new Program();
  const [one, two] = tabs(program);
  await one.put(session("a"));
  const sent = one.send();
  await two.remove("a", async () => void program.taken.delete("a"));
  await sent;
  await one.send();
  expect(await ids(one)).toEqual([]);
  expect(program.taken.size).toBe(0);
});

test("what the program could not delete stays", async () => {
  const [box] = tabs(new Program());
  await box.put(session("a"));
  await expect(box.remove(null, () => Promise.reject(new TypeError("nobody answers")))).rejects.toThrow();
  expect(await ids(box)).toEqual(["a"]);
});

test("listeners hear of every change until they stop", async () => {
  const [box] = tabs(new Program());
  let heard = 0;
  const stop = box.subscribe(() => heard++);
  await box.put(session("a"));
  await box.send();
  stop();
  await box.put(session("bb"));
  expect(heard).toBe(2);
});

test("the history shows each session once, the waiting one over the saved, and what was just taken", () => {
  const parcel = (one: SavedSession) => ({ id: one.session.id, session: one, revision: 1, refused: null });
  const listed = merge([session("a"), session("bb")], [parcel(session("ccc"))], [parcel(session("bb", 2))]);
  expect(listed.map(({ session, state }) => [session.session.id, state, session.session.feedback?.pain])).toEqual([
    ["ccc", "saved", null],
    ["bb", "waiting", 2],
    ["a", "saved", null],
  ]);
});

test("the list of the history does the same with lines, and a session that waits is told as the program would tell it", () => {
  const line = { id: "bb", guide: "upper-back", started_at: "2026-11-23T10:00:02Z", source: "camera" as const, ending: "done" as const, parts: 6, done: 5, skipped: 1, hold_s: 60, duration_s: 300 };
  const parcel = (one: SavedSession, refused: number | null = null) => ({ id: one.session.id, session: one, revision: 1, refused });
  const listed = mergeLines([line, { ...line, id: "a", started_at: "2026-11-23T10:00:01Z" }], [parcel(session("ccc"))], [parcel(session("dddd"), 409), parcel(session("a"))]);
  expect(listed.map(({ id, state, parts }) => [id, state, parts])).toEqual([
    ["dddd", "refused", 0],
    ["ccc", "saved", 0],
    ["bb", "saved", 6],
    ["a", "waiting", 0],
  ]);
});
