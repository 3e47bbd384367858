import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Announcer } from "./announcer";
import { CameraError, type CameraTrouble } from "./camera";
import type { Link } from "./link";
import type { Picture, Reply, Request, View } from "./protocol";
import { Run } from "./run";
import { type End, phaseOf, type Report } from "./state";
import { guide, say, view } from "./testing/views";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const report: Report = { schema: 2, unhunch: "0", guide: { name: "upper-back", sha256: "" }, video: null, steps: [], events: [] };

/** A session whose worker, camera and voice are in the hands of the test. */
function session(source: "camera" | "self-reported" = "camera", changeModelAfter_s: number | null = null) {
  const posted: Request[] = [];
  const said: string[] = [];
  const saved: End[] = [];
  const ended: End[] = [];
  let left = 0;
  let listeners = new Set<(reply: Reply) => void>();
  let links = 0;
  const camera: { trouble: CameraTrouble | null; unplug: () => void; open: number; mirrors: boolean } = { trouble: null, unplug: () => {}, open: 0, mirrors: false };
  let arrive = (_at_ms: number): void => {};

  const link = (): Link => {
    links += 1;
    return {
      post: (request) => posted.push(request),
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      discard() {
        listeners = new Set();
      },
    };
  };
  const mirrors: [string, boolean][] = [];
  const announcer: Pick<Announcer, "say" | "hush" | "onSpoken"> = {
    say: (items) => said.push(...items.map((item) => item.text)),
    hush: () => {},
    onSpoken: null,
  };
  const run = new Run({ guide, step: undefined, side: undefined }, source, {
    link,
    async openCamera() {
      if (camera.trouble) throw new CameraError(camera.trouble);
      camera.open += 1;
      const track = { addEventListener: (_: string, ended: () => void) => (camera.unplug = ended), stop: () => void camera.open-- };
      const stream = { getTracks: () => [track], getVideoTracks: () => [track] } as unknown as MediaStream;
      return { stream, id: "desk", name: "Desk camera", instead: false, mirrors: camera.mirrors };
    },
    keepMirrors: (id, on) => mirrors.push([id, on]),
    model: () => "auto",
    language: "de",
    announcer,
    changeModelAfter_s,
    sound: () => {},
    now: () => Date.now(),
    save: (end) => saved.push(end),
    onEnd: (end) => ended.push(end),
    onLeave: () => void left++,
  });
  const reply = (answer: Reply): void => {
    for (const listener of [...listeners]) listener(answer);
  };
  const sees = (shown: View): void => reply({ kind: "view", view: shown, judged_ms: 20, model: "full" });
  const pictures = {
    watch(each: (at_ms: number) => void) {
      arrive = each;
      return () => {};
    },
    grab: async () => ({ close() {} }) as unknown as Picture,
  };
  /** As far as the first view. */
  const begin = async (first: View): Promise<void> => {
    run.begin();
    if (source === "camera") {
      reply({ kind: "loaded", model: "full" });
      await vi.advanceTimersByTimeAsync(0);
      run.watch(pictures);
    }
    reply({ kind: "started" });
    sees(first);
  };
  const frame = async (at_ms: number): Promise<void> => {
    arrive(at_ms);
    await vi.advanceTimersByTimeAsync(0);
  };
  const kinds = (): string[] => posted.map((request) => request.kind);
  return { run, posted, kinds, said, announcer, mirrors, saved, ended, camera, reply, sees, begin, frame, left: () => left, links: () => links, phase: () => phaseOf(run.state) };
}

const holding = (hold_s: number): View => view(1, { phase: "holding", hold_s });

test("models first, then the camera, then the judge, then its frames", async () => {
  const it = session();
  it.run.begin();
  expect([it.kinds(), it.camera.open]).toEqual([["load"], 0]);
  it.reply({ kind: "loaded", model: "full" });
  await vi.advanceTimersByTimeAsync(0);
  expect([it.kinds(), it.camera.open]).toEqual([["load", "start"], 1]);
  it.run.watch({ watch: (each) => (each(5), () => {}), grab: async () => ({ close() {} }) as unknown as Picture });
  await vi.advanceTimersByTimeAsync(0);
  expect(it.kinds()).toEqual(["load", "start"]);
});

test("one frame at a time, and none while it is paused", async () => {
  const it = session();
  await it.begin(view(0));
  await it.frame(100);
  await it.frame(133);
  expect(it.kinds().filter((kind) => kind === "frame")).toHaveLength(1);
  it.sees(view(0));
  await vi.advanceTimersByTimeAsync(0);
  expect(it.kinds().filter((kind) => kind === "frame")).toHaveLength(2);
  it.sees(view(0));
  it.run.pause();
  expect(it.phase()).toBe("paused");
  await it.frame(200);
  expect(it.kinds().filter((kind) => kind === "frame")).toHaveLength(2);
  it.sees(view(0));
  it.run.resume();
  it.sees(view(0));
  expect(it.phase()).toBe("ready");
  await it.frame(233);
  expect(it.kinds().filter((kind) => kind === "frame")).toHaveLength(3);
});

test("the end of the plan ends the session and hands over its report", async () => {
  const it = session();
  await it.begin(holding(3));
  it.sees(view(9));
  expect(it.posted.at(-1)).toEqual({ kind: "finish", scored: true });
  expect(it.phase()).toBe("done");
  expect(it.camera.open).toBe(0);
  it.reply({ kind: "report", report });
  expect(it.ended).toHaveLength(1);
  expect(it.ended[0]?.facts).toMatchObject({ source: "camera", ending: "done", model: "full", feedback: null });
  expect(it.phase()).toBe("done");
});

test("it hurts: it ends at once, unscored, with nothing to ask", async () => {
  const it = session();
  await it.begin(view(1, { phase: "holding", hold_s: 3 }));
  it.run.stop();
  expect(it.posted.at(-1)).toEqual({ kind: "finish", scored: false });
  expect(it.phase()).toBe("stopped");
  it.reply({ kind: "report", report });
  expect(it.ended[0]?.facts).toMatchObject({ ending: "stopped", answers: [] });
  it.run.stop();
  expect(it.ended).toHaveLength(1);
});

test("before the first step there is nothing to stop, so it only leaves", async () => {
  const it = session();
  await it.begin(view(0, { phase: "setup" }));
  it.run.stop();
  expect(it.left()).toBe(1);
  expect(it.kinds()).not.toContain("finish");
});

test("the judge is told both languages, and whether the camera mirrors", async () => {
  const it = session();
  it.camera.mirrors = true;
  await it.begin(view(0));
  expect(it.posted.find((request) => request.kind === "start")).toMatchObject({ language: "de", guide_language: "en", mirrored: true });
  it.run.mirrors(false);
  expect(it.posted.at(-1)).toEqual({ kind: "mirrored", on: false });
  expect(it.mirrors).toEqual([["desk", false]]);
  expect(it.run.state.camera?.mirrors).toBe(false);
});

test("what the judge says is said, and it hears when that is over", async () => {
  const it = session();
  await it.begin(view(0, { say: [say("Mach dich bereit."), say("Jetzt.")] }));
  expect(it.said).toEqual(["Mach dich bereit.", "Jetzt."]);
  it.announcer.onSpoken?.(7);
  expect(it.posted.at(-1)).toEqual({ kind: "spoken", id: 7 });
  it.run.dispose();
  expect(it.announcer.onSpoken).toBeNull();
});

const QUESTION = { step: "round-back", side: null, sentence: 1, text: "Your shoulders follow." };
const withQuestion: Report = { ...report, steps: [{ step: "round-back", side: null, verdict: "done", hold_s: 12, holds: [], reps: null, sentences: [] }] };

test("a question is the judge's, its answer is kept, and a second press answers no other", async () => {
  const it = session();
  await it.begin(view(0, { phase: "asking", asking: QUESTION }));
  expect(it.phase()).toBe("asking");
  it.run.answer("no");
  it.run.answer("yes");
  expect(it.posted.filter((request) => request.kind === "answered")).toHaveLength(1);
  it.sees(view(1));
  it.run.answer("yes");
  it.run.endEarly();
  it.reply({ kind: "report", report: withQuestion });
  expect(it.ended[0]?.facts.answers).toMatchObject([{ step: "round-back", sentence: 1, answer: "no" }]);
  expect(it.ended[0]?.facts.skipped).toEqual([]);
});

test("what was skipped is written down, unless it was done after all; a step that was enough is not skipped", async () => {
  const it = session();
  await it.begin(view(0));
  it.run.skip();
  it.sees(view(1));
  it.run.skip();
  it.sees(view(2, { enough: true, hold_s: 12 }));
  it.run.skip();
  it.sees(view(3));
  it.run.endEarly();
  const step = { hold_s: 0, holds: [], reps: null, sentences: [] };
  it.reply({
    kind: "report",
    report: { ...report, steps: [{ ...step, step: "round-back", side: null, verdict: "done" }, { ...step, step: "neck-tilt", side: "left", verdict: "not_done" }, { ...step, step: "neck-tilt", side: "right", verdict: "unseen" }] },
  });
  expect(it.ended[0]?.facts.skipped).toEqual([{ step: "neck-tilt", side: "left" }]);
  expect(it.ended[0]?.facts.answers).toMatchObject([{ step: "round-back", answer: null }]);
});

test("back is the judge's to allow", async () => {
  const it = session();
  await it.begin(view(0));
  it.run.back();
  expect(it.kinds()).not.toContain("back");
  it.sees(view(1));
  it.run.back();
  expect(it.kinds().at(-1)).toBe("back");
});

test("another look at how the person sits, in a pause too, which it ends", async () => {
  const it = session();
  await it.begin(holding(3));
  it.run.pause();
  it.run.neutral();
  expect(it.kinds().slice(-3)).toEqual(["pause", "resume", "neutral"]);
  it.sees(view(1, { phase: "neutral", neutral: { share: 0, reason: null, again: "asked", sideways: false } }));
  // Then pausing and stopping still mean something.
  it.run.pause();
  expect(it.phase()).toBe("paused");
  it.run.resume();
  it.run.stop();
  expect(it.posted.at(-1)).toEqual({ kind: "finish", scored: false });
});

test("in the first look at the person there is nothing to pause, skip or look at anew", async () => {
  const it = session();
  await it.begin(view(0, { phase: "neutral", neutral: { share: 0, reason: null, again: null, sideways: false } }));
  it.run.pause();
  it.run.skip();
  it.run.neutral();
  expect(it.kinds()).not.toContain("pause");
  expect(it.kinds()).not.toContain("skip");
  expect(it.kinds()).not.toContain("neutral");
});

test("who sees several people can ask to be coached in the middle", async () => {
  const it = session();
  await it.begin(view(0, { phase: "setup", hints: [{ name: "several_people", blocks: true }] }));
  it.run.middle();
  expect(it.posted.at(-1)).toEqual({ kind: "middle" });
});

test("a camera that stands still is opened anew, and the session goes on where it was", async () => {
  const it = session();
  await it.begin(view(1, { phase: "paused", hold_s: 3, trouble: "frozen" }));
  expect(it.run.state.look?.trouble).toBe("frozen");
  it.run.reopen();
  await vi.advanceTimersByTimeAsync(0);
  expect([it.camera.open, it.run.state.at]).toEqual([1, "on"]);
  expect(it.kinds().filter((kind) => kind === "start")).toHaveLength(1);
});

test("of two cameras asked for at once only the last one stays open", async () => {
  const it = session();
  await it.begin(view(0, { phase: "setup" }));
  it.run.reopen();
  it.run.retry();
  it.run.reopen();
  await vi.advanceTimersByTimeAsync(0);
  expect(it.camera.open).toBe(1);
});

test("a test's wish for another model is passed on once, when its time has come", async () => {
  const it = session("camera", 9);
  await it.begin(view(0));
  it.sees(view(0, { at_s: 8.9 }));
  expect(it.kinds()).not.toContain("change_model");
  it.sees(view(0, { at_s: 9.1 }));
  it.sees(view(0, { at_s: 9.2 }));
  expect(it.kinds().filter((kind) => kind === "change_model")).toHaveLength(1);
});

test("the facts name the model that was used last, and the hour of the place", async () => {
  const it = session();
  await it.begin(holding(3));
  it.reply({ kind: "model", model: "lite" });
  it.run.endEarly();
  it.reply({ kind: "report", report });
  expect(it.ended[0]?.facts.model).toBe("lite");
  expect(it.ended[0]?.facts.started_at).toMatch(/[+-]\d\d:\d\d$/);
});

test("a camera that can't be had says why, and can be tried again", async () => {
  const it = session();
  it.camera.trouble = "denied";
  it.run.begin();
  it.reply({ kind: "loaded", model: "full" });
  await vi.advanceTimersByTimeAsync(0);
  expect(it.run.state.trouble).toEqual({ kind: "denied", message: null, begun: false });
  it.camera.trouble = null;
  it.run.retry();
  await vi.advanceTimersByTimeAsync(0);
  expect(it.run.state).toMatchObject({ at: "starting", trouble: null });
});

test("a camera unplugged in the middle stops the session, which goes on where it was", async () => {
  const it = session();
  await it.begin(holding(3));
  it.camera.unplug();
  expect(it.run.state).toMatchObject({ at: "trouble", trouble: { kind: "lost", begun: true } });
  expect(it.phase()).toBe("paused");
  it.run.retry();
  await vi.advanceTimersByTimeAsync(0);
  expect(it.run.state.at).toBe("on");
  expect(it.kinds().filter((kind) => kind === "start")).toHaveLength(1);
});

test("five seconds without a picture: the camera is gone; but not while the tab is out of sight", async () => {
  const it = session();
  await it.begin(holding(3));
  it.run.sight(false);
  expect(it.run.state.paused).toBe("hidden");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(it.run.state.trouble).toBeNull();
  it.run.sight(true);
  await vi.advanceTimersByTimeAsync(4000);
  expect(it.run.state.trouble).toBeNull();
  await vi.advanceTimersByTimeAsync(3000);
  expect(it.run.state.trouble?.kind).toBe("lost");
});

test("going on without camera keeps what was seen, and passes over what was over", async () => {
  const it = session();
  await it.begin(holding(3));
  it.camera.unplug();
  it.run.withoutCamera();
  expect(it.posted.slice(-2)).toMatchObject([
    { kind: "finish", scored: true },
    { kind: "start", source: "self-reported" },
  ]);
  it.reply({ kind: "report", report });
  expect(it.saved[0]?.facts).toMatchObject({ source: "camera", ending: "ended_early", model: "full" });
  it.reply({ kind: "started" });
  it.sees(view(0, { remaining_s: 3 }));
  expect(it.kinds().at(-1)).toBe("skip");
  it.sees(view(1, { remaining_s: 3 }));
  expect(it.run.state.look?.step).toBe("neck-tilt");
  expect(it.kinds().filter((kind) => kind === "skip")).toHaveLength(1);
  it.sees(view(9));
  it.reply({ kind: "report", report });
  expect(it.ended[0]?.facts).toMatchObject({ source: "self-reported", ending: "done", model: null });
  expect(it.ended[0]?.facts.id).not.toBe(it.saved[0]?.facts.id);
});

test("a judge that has failed is thrown away, and the clock still works", async () => {
  const it = session();
  await it.begin(holding(3));
  it.reply({ kind: "failed", message: "unreachable" });
  expect(it.run.state.trouble).toEqual({ kind: "failed", message: "unreachable", begun: true });
  expect(it.camera.open).toBe(0);
  it.run.withoutCamera();
  expect(it.links()).toBe(2);
  expect(it.saved).toEqual([]);
  it.reply({ kind: "started" });
  await vi.advanceTimersByTimeAsync(0);
  expect(it.kinds().at(-1)).toBe("tick");
});

test("a worker that is stuck is no dead page", async () => {
  const it = session();
  await it.begin(holding(3));
  await it.frame(100);
  for (let second = 0; second < 32; second += 1) {
    await it.frame(1000 * second);
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(it.run.state.trouble?.kind).toBe("failed");
});

test("a pause is not in the clock's time", async () => {
  const it = session("self-reported");
  await it.begin(view(0, { remaining_s: 3 }));
  await vi.advanceTimersByTimeAsync(1000);
  it.run.pause();
  await vi.advanceTimersByTimeAsync(60_000);
  it.run.resume();
  await vi.advanceTimersByTimeAsync(500);
  const ticks = it.posted.filter((request) => request.kind === "tick");
  expect(ticks.at(-1)?.at_ms).toBe(1500);
});

test("who leaves in the middle finds what was done in the history", async () => {
  const it = session();
  await it.begin(holding(3));
  it.run.dispose();
  it.reply({ kind: "report", report });
  expect(it.saved[0]?.facts.ending).toBe("ended_early");
  expect([it.ended, it.camera.open]).toEqual([[], 0]);
});

test("who leaves before anything was done leaves nothing behind", async () => {
  const it = session();
  await it.begin(view(0));
  it.run.dispose();
  expect(it.kinds()).not.toContain("finish");
  expect(it.camera.open).toBe(0);
});
