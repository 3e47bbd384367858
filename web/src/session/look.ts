/** What the page shows of a view, in words and whole numbers: it changes rarely, so little is drawn anew. */
import { t } from "../text";
import { readable } from "../pages/summary";
import { figureText } from "./figures";
import { doseKey } from "./moments";
import type { Figure, GuidePage, GuideRule, Hint, JudgePhase, LiveDose, LiveSentence, SentenceStanding, Side, View } from "./protocol";

export interface LookSentence {
  text: string;
  standing: SentenceStanding;
  value: string;
  /** What to do, or what is not seen; only where that helps: broken or unseen. */
  advice: string | null;
  /** Its clock runs or its count goes on. */
  counts: boolean;
}

export interface LookDose {
  key: string;
  /** "Neck tilt, left" */
  text: string;
  standing: LiveDose["standing"];
}

/** The ring on the picture: seconds that remain of a hold or until the start, or how often it was done. */
export interface Ring {
  kind: "none" | "ready" | "hold" | "enough" | "reps" | "wait";
  text: string;
  /** For screen readers. */
  spoken: string;
}

export interface Look {
  phase: JudgePhase;
  step: string | null;
  side: Side | null;
  title: string | null;
  /** Seconds held, with one decimal. */
  hold_s: string;
  /** "Step 3 of 4 · left side" */
  meta: string;
  hints: Hint[];
  /** Why the neutral is not there yet. */
  reason: string | null;
  sentences: LookSentence[];
  doses: LookDose[];
  ring: Ring;
  /** The step is done as far as the guide asks: one may go on. */
  enough: boolean;
  /** Name of the measure that the meter shows. */
  meter: string | null;
}

/** `countdown`: seconds until a step begins that was just announced; null when none is. */
export function lookOf(view: View, guide: GuidePage, countdown: number | null): Look {
  const step = guide.steps.find((one) => one.id === view.step);
  const counting = view.phase === "holding" || view.phase === "paused" || view.phase === "returning";
  return {
    phase: view.phase,
    step: view.step,
    side: view.side,
    title: view.title,
    hold_s: view.hold_s.toFixed(1),
    meta: metaOf(view),
    hints: view.hints,
    reason: view.neutral?.reason ?? null,
    sentences: view.sentences.map((sentence, index) => {
      const verbs = step?.sentences[index]?.rules.map((rule) => rule.verb) ?? [];
      const counts = counting && (verbs.includes("hold") || verbs.includes("repeat"));
      return sentenceOf({ ...sentence, figure: figureOf(sentence, verbs, view) }, verbs.includes("reach"), counts);
    }),
    doses: view.doses.map((dose) => ({
      key: doseKey(dose),
      text: dose.side === null ? readable(dose.step) : `${readable(dose.step)}, ${t(`session.side.${dose.side}`)}`,
      standing: dose.standing,
    })),
    ring: ringOf(view, countdown),
    enough: isEnough(view),
    meter: view.meter?.measure ?? null,
  };
}

/** The figure that matters now. The judge gives that of the worst rule, which is no news before its rule has its turn. */
function figureOf(sentence: LiveSentence, verbs: GuideRule["verb"][], view: View): Figure | null {
  if (verbs.includes("repeat") && view.reps !== null && view.reps_goal !== null) {
    return { measure: null, value: view.reps, threshold: view.reps_goal, unit: "reps" };
  }
  const only = (verb: GuideRule["verb"]): boolean => verbs.length > 0 && verbs.every((one) => one === verb);
  // Where one comes back to is far away while one holds, and where one began is while one moves.
  if (only("return") && !isEnough(view)) return null;
  if (only("start") && view.phase !== "ready") return null;
  return sentence.figure;
}

function sentenceOf(sentence: LiveSentence, reaches: boolean, counts: boolean): LookSentence {
  const { text, standing } = sentence;
  return {
    text,
    standing,
    value: figureText(sentence.figure, standing, reaches),
    advice: standing === "broken" || standing === "unseen" ? sentence.advice : null,
    counts: counts && standing === "waiting",
  };
}

/** Steps are counted as the session goes through them: a session of one step is "Step 1 of 1". */
function metaOf(view: View): string {
  const steps = [...new Set(view.doses.map((dose) => dose.step))];
  const meta = t("session.meta.step", { number: steps.indexOf(view.step ?? "") + 1, count: steps.length });
  return view.side === null ? meta : `${meta} · ${t(`session.meta.${view.side}`)}`;
}

/** Whether hold and repetitions have come to what the guide asks for at least. */
export function isEnough(view: View): boolean {
  if (view.hold_goal_s === null && view.reps_goal === null) return false;
  return view.hold_s >= (view.hold_goal_s ?? 0) && (view.reps ?? 0) >= (view.reps_goal ?? 0);
}

function ringOf(view: View, countdown: number | null): Ring {
  const none: Ring = { kind: "none", text: "", spoken: "" };
  if (view.phase === "setup" || view.phase === "neutral" || view.phase === "done") return none;
  if (view.phase === "ready") {
    if (countdown === null || countdown <= 0) return none;
    return { kind: "ready", text: String(countdown), spoken: t("session.ring.ready") };
  }
  if (view.reps !== null && view.reps_goal !== null) {
    return { kind: "reps", text: String(view.reps), spoken: t("session.ring.reps", { reps: view.reps, goal: view.reps_goal }) };
  }
  if (view.hold_goal_s !== null && (view.remaining_s === null || view.phase === "holding")) {
    if (isEnough(view)) return { kind: "enough", text: "✓", spoken: t("session.ring.enough") };
    const left = Math.ceil(view.hold_goal_s - view.hold_s - 1e-6);
    return { kind: "hold", text: String(left), spoken: t("session.ring.left", { seconds: left }) };
  }
  if (view.remaining_s === null) return none;
  const left = Math.ceil(view.remaining_s);
  return { kind: "wait", text: String(left), spoken: t("session.ring.left", { seconds: left }) };
}

/** How full the ring is, 0..1. `longest_s`: how long the phase lasts on the clock. */
export function ringShare(view: View, longest_s: number): number {
  let share = 0;
  if (view.phase === "ready") share = view.remaining_s === null ? 0 : 1 - view.remaining_s / longest_s;
  else if (view.reps !== null && view.reps_goal !== null) share = view.reps / view.reps_goal;
  else if (view.hold_goal_s !== null && (view.remaining_s === null || view.phase === "holding")) share = view.hold_s / view.hold_goal_s;
  else if (view.remaining_s !== null) share = 1 - view.remaining_s / longest_s;
  return Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
}

/** Whether both would look the same. */
export const same = (a: Look | null, b: Look): boolean => a !== null && JSON.stringify(a) === JSON.stringify(b);

/** Whether something was done that would be a pity to lose. */
export function hasBegun(view: View): boolean {
  const done = view.doses.some((dose) => dose.standing === "done" || dose.standing === "good" || dose.standing === "self_reported" || dose.standing === "unseen");
  return done || view.hold_s > 0 || (view.reps ?? 0) > 0;
}
