import { expect, test } from "vitest";

import type { ModelName } from "./download";
import { type CameraJudge, Judging, type TimeJudge } from "./judging";
import type { Picture, Reply, Request } from "./protocol";

const camera: Request = { kind: "start", name: "upper-back", guide: "…", source: "camera", step: "neck-tilt", side: "left" };
const clock: Request = { kind: "start", name: "upper-back", guide: "…", source: "self-reported" };

/** A worker whose judge writes down what is asked of it, and takes `frame_ms` for a frame. */
function worker(frame_ms = 10) {
  const replies: Reply[] = [];
  const done: string[] = [];
  let now = 0;
  let closed = 0;
  const fails = new Set<string>();
  const step = (what: string): string => {
    done.push(what);
    if (fails.has(what.split(" ")[0] ?? "")) throw new Error("unreachable");
    return "{}";
  };
  class Judge implements CameraJudge {
    constructor(detector: Uint8Array, landmarks: Uint8Array, face: Uint8Array) {
      step(`judge ${detector.length} ${landmarks.length} ${face.length}`);
    }
    changeLandmarks = (landmarks: Uint8Array): void => void step(`change ${landmarks.length}`);
    start = (name: string, _guide: string, one: string | undefined, side: string | undefined): void => void step(`start ${name} ${one} ${side}`);
    frame = (rgba: Uint8Array, width: number, height: number, at_ms: number): string => {
      now += frame_ms;
      return step(`frame ${rgba.length} ${width}x${height} ${at_ms}`);
    };
    skip = (at_ms: number): string => step(`skip ${at_ms}`);
    finish = (scored: boolean): string => step(`finish ${scored}`);
  }
  class ClockJudge implements TimeJudge {
    constructor(name: string) {
      step(`clock ${name}`);
    }
    tick = (at_ms: number): string => step(`tick ${at_ms}`);
    skip = (at_ms: number): string => step(`skip ${at_ms}`);
    finish = (scored: boolean): string => step(`finish ${scored}`);
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
  return { judging, replies, done, frame, fails, gate, closed: () => closed };
}

test("a session before the camera, from the models to the report", async () => {
  const { judging, replies, done, frame } = worker();
  await judging.take({ kind: "load", model: "full" });
  await judging.take(camera);
  await frame(100);
  await judging.take({ kind: "skip" });
  await judging.take({ kind: "finish", scored: true });
  expect(done).toEqual(["judge 1 2 4", "start upper-back neck-tilt left", "frame 4 1x1 100", "skip 100", "finish true"]);
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

test("the light model takes over by itself, once, where the full one is too slow", async () => {
  const { judging, replies, done, frame } = worker(100);
  await judging.take({ kind: "load", model: "auto" });
  await judging.take(camera);
  for (let count = 0; count < 70; count += 1) await frame(count * 100);
  expect(done.filter((what) => what.startsWith("change"))).toEqual(["change 3"]);
  expect(replies.filter((reply) => reply.kind === "lighter")).toEqual([{ kind: "lighter", median_ms: 100 }]);
  expect(replies.at(-1)).toMatchObject({ kind: "view", model: "lite", judged_ms: 100 });
});

test("who chose the full model keeps it, and so does who can't have the other", async () => {
  for (const [model, missing] of [["full", ""], ["auto", "pose_landmark_lite"]] as const) {
    const { judging, replies, frame, fails } = worker(100);
    fails.add(missing);
    await judging.take({ kind: "load", model });
    await judging.take(camera);
    for (let count = 0; count < 40; count += 1) await frame(count * 100);
    expect(replies.at(-1)).toMatchObject({ kind: "view", model: "full" });
  }
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
  expect(done).toEqual(["clock upper-back", "tick 100", "finish true", "free"]);
});
