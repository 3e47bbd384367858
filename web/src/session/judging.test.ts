import { expect, test } from "vitest";

import type { ModelName } from "./download";
import { type CameraJudge, Judging, type TimeJudge } from "./judging";
import type { Picture, Reply, Request } from "./protocol";

const camera: Request = { kind: "start", name: "upper-back", guide: "…", source: "camera", step: "neck-tilt", side: "left", language: "de", guide_language: "en", mirrored: true };
const clock: Request = { kind: "start", name: "upper-back", guide: "…", source: "self-reported", language: "de", guide_language: "en", mirrored: false };

/** A worker whose judge writes down what is asked of it, and takes `frame_ms` for a frame. */
function worker(frame_ms = 10) {
  const replies: Reply[] = [];
  const done: string[] = [];
  let now = 0;
  let closed = 0;
  const fails = new Set<string>();
  const shown: { hints: { name: string }[]; trouble: string | null } = { hints: [], trouble: null };
  const step = (what: string): string => {
    done.push(what);
    if (fails.has(what.split(" ")[0] ?? "")) throw new Error("unreachable");
    return JSON.stringify(shown);
  };
  /** What both judges can. */
  class Both {
    back = (at_ms: number): string => step(`back ${at_ms}`);
    skip = (at_ms: number): string => step(`skip ${at_ms}`);
    done = (at_ms: number): string => step(`done ${at_ms}`);
    answered = (at_ms: number): string => step(`answered ${at_ms}`);
    pause = (at_ms: number): string => step(`pause ${at_ms}`);
    resume = (at_ms: number): string => step(`resume ${at_ms}`);
    spoken = (id: number, at_ms: number): void => void step(`spoken ${id} ${at_ms}`);
    finish = (scored: boolean): string => step(`finish ${scored}`);
  }
  class Judge extends Both implements CameraJudge {
    constructor(detector: Uint8Array, landmarks: Uint8Array, face: Uint8Array) {
      super();
      step(`judge ${detector.length} ${landmarks.length} ${face.length}`);
    }
    changeLandmarks = (landmarks: Uint8Array): void => void step(`change ${landmarks.length}`);
    start = (name: string, _guide: string, one: string | undefined, side: string | undefined, page: string, guide: string, mirrored: boolean): void =>
      void step(`start ${name} ${one} ${side} ${page} ${guide} ${mirrored}`);
    settle = (): void => void step("settle");
    neutral = (at_ms: number): string => step(`neutral ${at_ms}`);
    middle = (): void => void step("middle");
    mirrored = (on: boolean): void => void step(`mirrored ${on}`);
    frame = (rgba: Uint8Array, width: number, height: number, at_ms: number): string => {
      now += frame_ms;
      return step(`frame ${rgba.length} ${width}x${height} ${at_ms}`);
    };
  }
  class ClockJudge extends Both implements TimeJudge {
    constructor(name: string, _guide: string, _step: string | undefined, _side: string | undefined, page: string, guide: string) {
      super();
      step(`clock ${name} ${page} ${guide}`);
    }
    tick = (at_ms: number): string => step(`tick ${at_ms}`);
    free = (): void => void step("free");
  }
  const sizes: Record<ModelName, number> = { pose_detection: 1, pose_landmark_full: 2, pose_landmark_lite: 3, face_landmark: 4 };
  const gate = { models: Promise.resolve(), pixels: Promise.resolve() };
  const judging = new Judging({
    judges: async () => ({ Judge, ClockJudge }),
    model: async (name) => {
      await gate.models;
      if (fails.has(name)) throw new Error(`${name}: no answer`);
      return new Uint8Array(sizes[name]);
    },
    pixels: async () => {
      await gate.pixels;
      return { rgba: new Uint8Array(4), width: 1, height: 1 };
    },
    now: () => now,
    reply: (reply) => replies.push(reply),
  });
  const picture = { close: () => void closed++ } as unknown as Picture;
  const frame = (at_ms: number): Promise<void> => judging.take({ kind: "frame", picture, at_ms });
  const frames = async (count: number, ms: number): Promise<void> => {
    frame_ms = ms;
    for (let number = 0; number < count; number += 1) await frame(now);
  };
  const calls = (...names: string[]): string[] => done.filter((what) => names.includes(what.split(" ")[0] ?? ""));
  return { judging, replies, done, calls, frame, frames, fails, gate, shown, closed: () => closed };
}

test("a session before the camera, from the models to the report", async () => {
  const { judging, replies, done, frame } = worker();
  await judging.take({ kind: "load", model: "full" });
  await judging.take(camera);
  await frame(100);
  await judging.take({ kind: "skip" });
  await judging.take({ kind: "finish", scored: true });
  expect(done).toEqual(["judge 1 2 4", "start upper-back neck-tilt left de en true", "settle", "frame 4 1x1 100", "skip 100", "finish true"]);
  expect(replies.map((reply) => reply.kind)).toEqual(["loaded", "started", "view", "view", "report"]);
});

test("a picture that is still being copied when its session ends is not judged", async () => {
  const { judging, done, frame, gate } = worker();
  let copied = (): void => {};
  gate.pixels = new Promise((resolve) => (copied = resolve));
  await judging.take(camera);
  const late = frame(100);
  await judging.take({ kind: "finish", scored: false });
  await judging.take(camera);
  copied();
  await late;
  expect(done.filter((what) => what.startsWith("frame"))).toEqual([]);
});

test("without a camera no model is waited for", async () => {
  const { judging, replies, gate } = worker();
  gate.models = new Promise(() => {});
  void judging.take({ kind: "load", model: "auto" });
  await judging.take(clock);
  await judging.take({ kind: "tick", at_ms: 100 });
  expect(replies.map((reply) => reply.kind)).toEqual(["started", "view"]);
});

test("all that the person and the voice say reaches the judge, at the time of the last frame", async () => {
  const { judging, replies, calls, frame } = worker();
  await judging.take(camera);
  await frame(100);
  const kinds: Request[] = [{ kind: "back" }, { kind: "pause" }, { kind: "resume" }, { kind: "neutral" }, { kind: "answered" }];
  for (const request of kinds) await judging.take(request);
  expect(calls("back", "pause", "resume", "neutral", "answered")).toEqual(["back 100", "pause 100", "resume 100", "neutral 100", "answered 100"]);
  expect(replies.filter((reply) => reply.kind === "view")).toHaveLength(1 + kinds.length);
  for (const request of [{ kind: "spoken", id: 7 }, { kind: "middle" }, { kind: "mirrored", on: false }] as const) await judging.take(request);
  expect(calls("spoken", "middle", "mirrored")).toEqual(["spoken 7 100", "middle", "mirrored false"]);
  expect(replies.filter((reply) => reply.kind === "view")).toHaveLength(1 + kinds.length);
});

test("on the clock the same, but for what needs a camera", async () => {
  const { judging, calls, done } = worker();
  await judging.take(clock);
  await judging.take({ kind: "tick", at_ms: 100 });
  for (const kind of ["back", "pause", "resume", "neutral", "middle"] as const) await judging.take({ kind });
  expect(done[0]).toBe("clock upper-back de en");
  expect(calls("back", "pause", "resume", "neutral", "middle")).toEqual(["back 100", "pause 100", "resume 100"]);
});

test("a quick computer keeps the full model, once the set-up look has measured it", async () => {
  const { judging, replies, calls, frames } = worker();
  await judging.take({ kind: "load", model: "auto" });
  await judging.take(camera);
  await frames(9, 40);
  expect(calls("settle")).toEqual([]);
  await frames(1, 40);
  expect(calls("settle", "change")).toEqual(["settle"]);
  expect(replies.some((reply) => reply.kind === "model")).toBe(false);
});

test("a slow one gets the light model before the set-up look ends; nothing changes after that", async () => {
  const { judging, replies, calls, frames } = worker();
  await judging.take({ kind: "load", model: "auto" });
  await judging.take(camera);
  await frames(10, 120);
  expect(calls("settle", "change")).toEqual(["change 3", "settle"]);
  expect(replies.filter((reply) => reply.kind === "model")).toEqual([{ kind: "model", model: "lite" }]);
  await frames(300, 300);
  expect(calls("settle", "change")).toHaveLength(2);
  // The next session of this tab knows already.
  await judging.take({ kind: "finish", scored: true });
  await judging.take({ kind: "load", model: "auto" });
  await judging.take(camera);
  expect(calls("settle", "change")).toEqual(["change 3", "settle", "settle"]);
});

test("an empty picture tells nothing of how long a person takes", async () => {
  const { judging, calls, frames, shown } = worker();
  await judging.take({ kind: "load", model: "auto" });
  await judging.take(camera);
  shown.hints = [{ name: "nobody" }];
  await frames(40, 10);
  expect(calls("settle")).toEqual([]);
  shown.hints = [];
  await frames(8, 120);
  expect(calls("settle", "change")).toEqual(["change 3", "settle"]);
});

test("a computer that becomes slow for good changes once, in the middle of a session", async () => {
  const { judging, replies, calls, frames } = worker();
  await judging.take({ kind: "load", model: "auto" });
  await judging.take(camera);
  await frames(10, 40);
  await frames(60, 200);
  expect(calls("change")).toEqual([]);
  await frames(400, 200);
  expect(calls("change")).toEqual(["change 3"]);
  expect(replies.at(-1)).toMatchObject({ kind: "view", model: "lite" });
});

test("who chose a model keeps it, and the set-up look does not wait", async () => {
  const { judging, calls, frames } = worker();
  await judging.take({ kind: "load", model: "full" });
  await judging.take(camera);
  expect(calls("settle")).toEqual(["settle"]);
  await frames(200, 200);
  expect(calls("change")).toEqual([]);
});

test("where the light model can't be had, the full one is settled on", async () => {
  const { judging, calls, frames, fails } = worker();
  fails.add("pose_landmark_lite");
  await judging.take({ kind: "load", model: "auto" });
  await judging.take(camera);
  await frames(10, 200);
  expect(calls("settle", "change")).toEqual(["settle"]);
});

test("a test can force the change, there and back", async () => {
  const { judging, replies, calls, frames } = worker();
  await judging.take({ kind: "load", model: "full" });
  await judging.take(camera);
  await judging.take({ kind: "change_model" });
  await frames(1, 10);
  await judging.take({ kind: "change_model" });
  expect(calls("change")).toEqual(["change 3", "change 2"]);
  expect(replies.filter((reply) => reply.kind === "model").map((reply) => reply.model)).toEqual(["lite", "full"]);
});

test("another model chosen after it was loaded is changed, not loaded twice", async () => {
  const { judging, replies, done } = worker();
  await judging.take({ kind: "load", model: "auto" });
  await judging.take({ kind: "load", model: "lite" });
  await judging.take({ kind: "load", model: "lite" });
  expect(done).toEqual(["judge 1 2 4", "change 3"]);
  expect(replies).toEqual([
    { kind: "loaded", model: "full" },
    { kind: "loaded", model: "lite" },
    { kind: "loaded", model: "lite" },
  ]);
});

test("a trap in the judge is told, not swallowed", async () => {
  const { judging, replies, frame, fails } = worker();
  await judging.take(camera);
  fails.add("frame");
  await frame(100);
  expect(replies.at(-1)).toEqual({ kind: "failed", message: "unreachable" });
});

test("a model that does not come is told", async () => {
  const { judging, replies, fails } = worker();
  fails.add("face_landmark");
  await judging.take({ kind: "load", model: "full" });
  expect(replies).toEqual([{ kind: "failed", message: "face_landmark: no answer" }]);
});

test("a frame that comes after the end is closed, and nothing else", async () => {
  const { judging, replies, frame, closed } = worker();
  await judging.take(camera);
  await judging.take({ kind: "finish", scored: false });
  await frame(200);
  expect(closed()).toBe(1);
  expect(replies.map((reply) => reply.kind)).toEqual(["started", "report"]);
});

test("the clock's memory is given back", async () => {
  const { judging, done } = worker();
  await judging.take(clock);
  await judging.take({ kind: "tick", at_ms: 100 });
  await judging.take({ kind: "finish", scored: true });
  expect(done).toEqual(["clock upper-back de en", "tick 100", "finish true", "free"]);
});
