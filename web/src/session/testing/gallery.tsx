/**
 * Shows every state of the session to people, without a judge: `npm run dev`, then
 * `/src/session/testing/gallery.html?state=holding`. No part of the built page.
 */
import { render } from "preact";

import { Shell } from "../../app/Shell";
import type { Reply, Request, View } from "../protocol";
import { SessionPage } from "../SessionPage";
import { figure, guide, sentences, tilted, view } from "./views";

import.meta.glob("../../styles/*.css", { eager: true });

const sitting = sentences("neck-tilt", "left", ["met", figure("head_azimuth_deg", 2, 15)], ["waiting", figure("neck_tilt_deg", 3, 20)], ["met", figure("head_depression_deg", 0, 12)], ["met", figure("shoulder_elevation_left_sw", 0.01, 0.08, "sw")], ["waiting", figure(null, 0, 10, "s")]);
const held = (seconds: number): View["sentences"] =>
  sentences("neck-tilt", "left", ["met", figure("head_azimuth_deg", 4.2, 15)], ["met", figure("neck_tilt_deg", 31.4, 20)], ["met", figure("head_depression_deg", 2, 12)], ["met", figure("shoulder_elevation_left_sw", 0.02, 0.08, "sw")], [seconds >= 10 ? "met" : "waiting", figure(null, seconds, 10, "s")]);
const dropped = sentences(
  "neck-tilt",
  "left",
  ["met", figure("head_azimuth_deg", 4, 15)],
  ["met", figure("neck_tilt_deg", 31, 20)],
  ["broken", figure("head_depression_deg", 14.3, 12), "Lift your chin a little."],
  ["met", figure("shoulder_elevation_left_sw", 0.02, 0.08, "sw")],
  ["waiting", figure(null, 6.2, 10, "s")],
);
const hidden = sentences("neck-tilt", "left", ["met", figure("head_azimuth_deg", 4, 15)], ["met", figure("neck_tilt_deg", 25, 20)], ["met", figure("head_depression_deg", -6, 12)], ["unseen", null, "I can’t see your left shoulder."], ["waiting", figure(null, 3.1, 10, "s")]);
const squeezing = sentences("shoulder-squeeze", null, ["note"], ["met", figure("shoulder_retraction", 0.62, 0.5, "share")], ["waiting", figure(null, 3, 5, "reps")]);
const rounding = sentences("round-back", null, ["waiting", figure("wrist_gap_sw", 1.6, 0.8, "sw")], ["asked"], ["waiting", figure(null, 4, 12, "s")]);

/** Each state: the views one after the other; the last one stays. */
const STATES: Record<string, View[]> = {
  setup: [view(0, { phase: "setup", hints: [{ name: "shoulders_out", blocks: true }, { name: "too_dark", blocks: true }, { name: "camera_high", blocks: false }], ...tilted(null) })],
  well: [view(1, { phase: "setup", ...tilted(3) })],
  neutral: [view(1, { phase: "neutral", neutral: { share: 0.62, reason: "the head is moving" } })],
  ready: [view(0, { sentences: rounding })],
  switch: [view(1, { sentences: sitting, phase: "holding", hold_s: 12 }), view(2, { sentences: sitting, ...tilted(3) })],
  reaching: [view(1, { phase: "reaching", sentences: sitting, ...tilted(12) })],
  holding: [view(1, { phase: "holding", hold_s: 6.2, sentences: held(6.2), ...tilted(31.4) })],
  broken: [view(1, { phase: "paused", hold_s: 6.2, sentences: dropped, ...tilted(31), events: [{ at_s: 1, event: "cue", text: "Lift your chin a little." }] })],
  unseen: [view(1, { phase: "holding", hold_s: 3.1, sentences: hidden, ...tilted(25) })],
  enough: [view(1, { phase: "holding", hold_s: 12.4, sentences: held(12.4), ...tilted(33) })],
  squeeze: [view(3, { phase: "holding", reps: 3, sentences: squeezing, meter: { measure: "shoulder_retraction", unit: "share", value: 0.62, least: 0, most: 1.2, band: [0.5, 1.2], good: 0.8, arc: null } })],
  asking: [view(0, { phase: "returning", hold_s: 12, sentences: rounding }), view(1, { sentences: sitting, ...tilted(2) })],
  paused: [view(1, { phase: "holding", hold_s: 6.2, sentences: held(6.2), ...tilted(31.4) })],
  done: [view(1, { phase: "holding", hold_s: 12.4, sentences: held(12.4) }), view(9, { phase: "done" })],
  clock: [view(0, { phase: "holding", hold_s: 4, remaining_s: 8, sentences: rounding })],
  clock_ready: [view(0, { phase: "ready", remaining_s: 2.6, sentences: rounding })],
  lost: [view(1, { phase: "holding", hold_s: 6.2, sentences: held(6.2), ...tilted(31.4) })],
};

const state = new URLSearchParams(location.search).get("state") ?? "holding";
const views = STATES[state] ?? [];

/** Stands in for the judge's worker: plays the views of the state. */
class ScriptedWorker {
  onmessage: ((event: { data: Reply }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  private next = 0;

  postMessage(request: Request): void {
    if (request.kind === "load") {
      if (state === "loading") return this.reply({ kind: "loading", share: 0.4 });
      if (state === "failed") return this.reply({ kind: "failed", message: "unreachable" });
      return this.reply({ kind: "loaded", model: "full" });
    }
    if (request.kind === "start") return this.reply({ kind: "started" });
    if (request.kind === "frame") request.picture.close();
    // "done" would leave the page at once: it is kept here.
    if (request.kind === "finish") return;
    const shown = views[Math.min(this.next, views.length - 1)];
    if (shown) this.reply({ kind: "view", view: { ...shown, at_s: this.next / 20, events: this.next < views.length ? shown.events : [] }, judged_ms: 30, model: "full" });
    this.next += 1;
  }

  terminate(): void {}

  private reply(reply: Reply): void {
    setTimeout(() => this.onmessage?.({ data: reply }), 40);
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
if (state === "paused") setTimeout(() => window.dispatchEvent(new KeyboardEvent("keydown", { key: " " })), 1200);
