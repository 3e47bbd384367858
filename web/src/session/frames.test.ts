import { expect, test } from "vitest";

import { FramePump } from "./frames";

function pump() {
  const sent: number[] = [];
  const grabbed = new FramePump(async (at_ms) => void sent.push(at_ms));
  return { pump: grabbed, sent };
}

test("while the judge is busy frames go by, and only the newest follows", () => {
  const { pump: frames, sent } = pump();
  frames.arrived(0);
  frames.arrived(33);
  frames.arrived(66);
  frames.arrived(100);
  expect(sent).toEqual([0]);
  frames.free();
  expect(sent).toEqual([0, 100]);
  frames.free();
  expect(sent).toEqual([0, 100]);
  frames.arrived(133);
  expect(sent).toEqual([0, 100, 133]);
});

test("times rise, whatever the browser says", () => {
  const { pump: frames, sent } = pump();
  for (const at_ms of [50, 50, 20, 70]) {
    frames.arrived(at_ms);
    frames.free();
  }
  expect(sent).toEqual([50, 51, 52, 70]);
});

test("a frame that waits is forgotten when the person pauses", () => {
  const { pump: frames, sent } = pump();
  frames.arrived(0);
  frames.arrived(33);
  frames.hold();
  frames.free();
  expect(sent).toEqual([0]);
});

test("a picture that could not be taken does not stop those that follow", async () => {
  let works = false;
  const sent: number[] = [];
  const frames = new FramePump(async (at_ms) => {
    if (!works) throw new Error("the video has no picture yet");
    sent.push(at_ms);
  });
  frames.arrived(0);
  await Promise.resolve();
  works = true;
  frames.arrived(33);
  expect(sent).toEqual([33]);
});
