/**
 * Shows every state of the session to people, without a judge: `npm run dev`, then
 * `/src/session/testing/gallery.html?state=holding`. No part of the built page.
 */
import { render } from "preact";

import { Shell } from "../../app/Shell";
import type { Reply, Request, View } from "../protocol";
import { SessionPage } from "../SessionPage";
import { figure, guide, say, sentences, tilted, view } from "./views";

import.meta.glob("../../styles/*.css", { eager: true });

const facing = (by: number): Parameters<typeof sentences>[2] => ["met", figure("head_azimuth_deg", by, 15)];
const level = (by: number): Parameters<typeof sentences>[2] => ["met", figure("shoulder_elevation_left_sw", by, 0.08, "sw")];
const sitting = sentences("neck-tilt", "left", facing(2), ["waiting", figure("neck_tilt_deg", 3, 20), "Let your ear sink a little further."], ["met", figure("head_depression_deg", 0, 12)], level(0.01), ["waiting", figure(null, 0, 10, "s")]);
const held = (seconds: number): View["sentences"] =>
  sentences("neck-tilt", "left", facing(4.2), ["met", figure("neck_tilt_deg", 31.4, 20)], ["met", figure("head_depression_deg", 2, 12)], level(0.02), [seconds >= 10 ? "met" : "waiting", figure(null, seconds, 10, "s")]);
const dropped = sentences(
  "neck-tilt",
  "left",
  facing(4),
  ["met", figure("neck_tilt_deg", 31, 20)],
  ["broken", figure("head_depression_deg", 14.3, 12), "Lift your chin a little."],
  level(0.02),
  ["waiting", figure(null, 6.2, 10, "s")],
);
const hidden = sentences("neck-tilt", "left", facing(4), ["met", figure("neck_tilt_deg", 25, 20)], ["met", figure("head_depression_deg", -6, 12)], ["unseen", null, "I can’t see your left shoulder."], ["waiting", figure(null, 3.1, 10, "s")]);
const squeezing = sentences("shoulder-squeeze", null, ["note"], ["met", figure("shoulder_retraction", 0.62, 0.5, "index")], ["waiting", figure(null, 3, 5, "reps")]);
const rounding = sentences("round-back", null, ["waiting", figure("wrist_gap_sw", 1.6, 0.8, "sw"), "Clasp your hands."], ["asked"], ["waiting", figure(null, 4, 12, "s")]);
const asking = { step: "round-back", side: null, sentence: 1, text: "Your shoulders follow your hands forward, so that your upper back rounds." };
const holding = view(1, { phase: "holding", hold_s: 6.2, focus: 4, sentences: held(6.2), ...tilted(31.4) });
const hands = (value: number): View["meter"] => ({ measure: "wrist_gap_sw", missing: value > 0.8, unit: "sw", value, least: 0, most: 2.4, band: [0, 0.8], good: null, arc: null });

/** Each state: the views one after the other; the last one stays. */
const STATES: Record<string, View[]> = {
  setup: [view(0, { phase: "setup", hints: [{ name: "shoulders_out", blocks: true }, { name: "too_dark", blocks: true }, { name: "camera_high", blocks: false }], ...tilted(null) })],
  two: [view(0, { phase: "setup", hints: [{ name: "several_people", blocks: true }] })],
  place: [view(1, { phase: "setup", hints: [{ name: "knees_out", blocks: true }, { name: "turn_left", blocks: true }, { name: "hands_out", blocks: false }], ...tilted(null) })],
  well: [view(1, { phase: "setup", ...tilted(3) })],
  neutral: [view(1, { phase: "neutral", neutral: { share: 0.62, reason: "Sit still for a moment.", again: null, sideways: false } })],
  again: [view(1, { phase: "neutral", hold_s: 6.2, neutral: { share: 0.3, reason: null, again: "moved", sideways: false } })],
  sideways: [view(1, { phase: "neutral", neutral: { share: 0.3, reason: null, again: "turned", sideways: true } })],
  ready: [view(0, { sentences: rounding, focus: 0, say: [say("Reach forward and round your back.", { kind: "lead" })] })],
  hands: [view(0, { phase: "reaching", sentences: rounding, focus: 0, meter: hands(1.6) })],
  reaching: [view(1, { phase: "reaching", focus: 1, sentences: sitting, ...tilted(12) })],
  holding: [holding],
  broken: [{ ...holding, phase: "paused", focus: 2, sentences: dropped, say: [say("Lift your chin a little.", { kind: "correction" })] }],
  unseen: [{ ...holding, hold_s: 3.1, focus: 3, sentences: hidden, ...tilted(25) }],
  enough: [{ ...holding, hold_s: 12.4, enough: true, sentences: held(12.4), say: [say("Long enough. Bring your head up.", { kind: "course" })], ...tilted(33) }],
  returning: [{ ...holding, phase: "returning", hold_s: 12.4, enough: true, sentences: held(12.4), ...tilted(9) }],
  squeeze: [view(3, { phase: "holding", reps: 3, focus: 2, sentences: squeezing, meter: { measure: "shoulder_retraction", missing: false, unit: "index", value: 0.62, least: 0, most: 1.2, band: [0.5, 1.2], good: 0.75, arc: null } })],
  asking: [view(0, { phase: "asking", hold_s: 12, enough: true, sentences: rounding, asking, say: [say(`${asking.text} Was it so?`, { kind: "question" })] })],
  unwatched: [view(0, { phase: "holding", hold_s: 4, remaining_s: 8, focus: 1, sentences: rounding, say: [say("Hold, 12 seconds.")] })],
  resting: [view(3, { phase: "resting", reps: 0, set: 2, sets: 3, rest_s: 17.4, rest_goal_s: 30, focus: 2, sentences: squeezing, say: [say("Rest for 30 seconds.")] })],
  paused: [holding],
  done: [{ ...holding, hold_s: 12.4 }, view(9, { phase: "done" })],
  frozen: [{ ...holding, phase: "paused", trouble: "frozen", say: [say("The camera has frozen.", { kind: "trouble" })] }],
  nobody: [{ ...holding, phase: "paused", trouble: "nobody", meter: null, drawing: { lines: [], dots: [] } }],
  several: [{ ...holding, phase: "paused", trouble: "several_people" }],
  turned: [view(1, { phase: "ready", focus: 0, sentences: sitting, trouble: "turn_left", say: [say("Turn your left side to the camera.", { kind: "trouble" })] })],
  clock: [view(0, { phase: "holding", hold_s: 4, remaining_s: 8, focus: 2, sentences: rounding })],
  clock_ready: [view(0, { phase: "ready", remaining_s: 2.6, focus: 0, sentences: rounding })],
  clock_reaching: [view(1, { phase: "reaching", remaining_s: 4.6, focus: 1, sentences: sitting })],
  clock_asking: [view(0, { phase: "asking", hold_s: 12, enough: true, sentences: rounding, asking })],
  clock_paused: [view(1, { phase: "holding", hold_s: 4, remaining_s: 6, focus: 4, sentences: held(4) })],
  lost: [holding],
};

const state = new URLSearchParams(location.search).get("state") ?? "holding";
const views = STATES[state] ?? [];

let worker: ScriptedWorker | null = null;

/** Stands in for the judge's worker: plays the views of the state. */
class ScriptedWorker {
  onmessage: ((event: { data: Reply }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  private next = 0;
  private played = false;

  constructor() {
    worker = this;
  }

  postMessage(request: Request): void {
    if (request.kind === "load") {
      if (state === "loading") return this.reply({ kind: "loading", share: 0.4 });
      if (state === "failed") return this.reply({ kind: "failed", message: "unreachable" });
      return this.reply({ kind: "loaded", model: "full" });
    }
    if (request.kind === "start") return this.reply({ kind: "started" });
    if (request.kind === "frame") request.picture.close();
    // "done" would leave the page at once: it is kept here.
    if (request.kind === "finish" || request.kind === "spoken" || request.kind === "middle" || request.kind === "mirrored") return;
    const shown = views[Math.min(this.next, views.length - 1)];
    if (shown) this.reply({ kind: "view", view: { ...shown, at_s: this.next / 20, say: this.next < views.length ? shown.say : [] }, judged_ms: 30, model: "full" });
    this.next += 1;
  }

  terminate(): void {}

  /** Whether the last view was shown. */
  hasPlayed(): boolean {
    return this.played;
  }

  private reply(reply: Reply): void {
    setTimeout(() => {
      this.onmessage?.({ data: reply });
      this.played = this.next >= views.length;
    }, 40);
  }
}

Object.assign(window, { Worker: ScriptedWorker });
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
const refused: Record<string, string> = { denied: "NotAllowedError", none: "NotFoundError", in_use: "NotReadableError" };
navigator.mediaDevices.getUserMedia = async (wanted) => {
  const name = refused[state];
  if (name) throw new DOMException("no", name);
  if (state === "camera_asked") return new Promise(() => {});
  const stream = await open(wanted);
  if (state === "lost") setTimeout(() => stream.getVideoTracks()[0]?.dispatchEvent(new Event("ended")), 600);
  return stream;
};

const root = document.getElementById("app");
if (root) {
  render(
    <Shell route={{ page: "session", name: guide.name, source: "camera" }}>
      <SessionPage guide={guide} source={state.startsWith("clock") ? "self-reported" : "camera"} onEnd={() => {}} onLeave={() => {}} />
    </Shell>,
    root,
  );
}

/** What comes without a view has come by then: a message of the camera or of the judge. */
const SETTLES_MS = 700;
/** So long a view takes to be drawn, and whatever follows it. */
const DRAWN_MS = 250;

/** The last thing that happens in a state; then the page says that it shows it. */
function settle(): void {
  if (views.length > 0 && !worker?.hasPlayed()) {
    setTimeout(settle, 20);
    return;
  }
  setTimeout(() => {
    if (state.endsWith("paused")) window.dispatchEvent(new KeyboardEvent("keydown", { key: " " }));
    setTimeout(() => (document.documentElement.dataset["shown"] = state), DRAWN_MS);
  }, DRAWN_MS);
}
setTimeout(settle, views.length > 0 && state !== "lost" ? 0 : SETTLES_MS);
