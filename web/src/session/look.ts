/** What the page shows of a view, in words and whole numbers: it changes rarely, so little is drawn anew. */
import { t } from "../text";
import { doseKey } from "./answers";
import { figureText } from "./figures";
import type { Asking, Figure, GuidePage, GuideRule, Hint, JudgePhase, LiveDose, LiveSentence, SentenceStanding, Side, SightTrouble, View } from "./protocol";

export interface LookSentence {
  text: string;
  standing: SentenceStanding;
  value: string;
  /** What to do, or what is not seen: of the sentence that counts, and of those that are broken or unseen. */
  advice: string | null;
  /** Its clock runs or its count goes on. */
  counts: boolean;
  /** It is the one that counts now. */
  focus: boolean;
}

export interface LookDose {
  key: string;
  /** "Neck tilt, left" */
  text: string;
  standing: LiveDose["standing"];
}

/** The ring on the picture: seconds that remain of a hold or of a phase on the clock, or how often it was done. */
export interface Ring {
  kind: "none" | "hold" | "enough" | "reps" | "wait";
  text: string;
  /** A word below it. */
  note: string | null;
  /** For screen readers. */
  spoken: string;
  /** The clock that was running stands still. */
  stopped: boolean;
}

/** The edge of the picture, seen from the corner of an eye. */
export type Edge = "well" | "fix" | "waits";

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
  trouble: SightTrouble | null;
  asking: Asking | null;
  /** Why the neutral is not there yet. */
  reason: string | null;
  /** Why the person is looked at anew in the middle of a session. */
  again: "asked" | "moved" | "model" | "turned" | null;
  /** While they are looked at: from the side, for the step that comes. */
  sideways: boolean;
  sentences: LookSentence[];
  doses: LookDose[];
  ring: Ring;
  edge: Edge;
  /** The step is done as far as the guide asks: one may go on. */
  enough: boolean;
  /** The clock leads through the step, whose movement no camera sees: one may be done sooner. */
  on_clock: boolean;
  can_go_back: boolean;
  /** Name of the measure that the meter shows. */
  meter: string | null;
}

export function lookOf(view: View, guide: GuidePage): Look {
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
    trouble: view.trouble,
    asking: view.asking,
    reason: view.neutral?.reason ?? null,
    again: view.neutral?.again ?? null,
    sideways: view.neutral?.sideways ?? false,
    sentences: view.sentences.map((sentence, index) => {
      const verbs = step?.sentences[index]?.rules.map((rule) => rule.verb) ?? [];
      const counts = counting && (verbs.includes("hold") || verbs.includes("repeat"));
      return sentenceOf({ ...sentence, figure: figureOf(sentence, verbs, view) }, verbs.includes("reach"), counts, index === view.focus);
    }),
    doses: view.doses.map((dose) => ({
      key: doseKey(dose),
      // In the guide's words, as the rest of the name.
      text: dose.side === null || namesSide(dose, guide) ? dose.short : `${dose.short}, ${guide.sides[dose.side]}`,
      standing: dose.standing,
    })),
    ring: ringOf(view),
    edge: edgeOf(view),
    enough: view.enough,
    on_clock: view.remaining_s !== null && (COUNTED.includes(view.phase) || view.phase === "resting"),
    can_go_back: view.can_go_back,
    meter: view.meter?.measure ?? null,
  };
}

/** Whether the step's short name says the side itself, where it is filled in. */
const namesSide = (dose: LiveDose, guide: GuidePage): boolean => guide.steps.find((step) => step.id === dose.step)?.short.includes("{side}") ?? false;

/** The figure that matters now. The judge gives that of the rule that decides, which is no news before it has its turn. */
function figureOf(sentence: LiveSentence, verbs: GuideRule["verb"][], view: View): Figure | null {
  if (verbs.includes("repeat") && view.reps !== null && view.reps_goal !== null) {
    return { measure: null, value: view.reps, threshold: view.reps_goal, unit: "reps" };
  }
  const only = (verb: GuideRule["verb"]): boolean => verbs.length > 0 && verbs.every((one) => one === verb);
  // Where one comes back to is far away while one holds, and where one began is while one moves.
  if (only("return") && !view.enough) return null;
  if (only("start") && view.phase !== "ready") return null;
  return sentence.figure;
}

function sentenceOf(sentence: LiveSentence, reaches: boolean, counts: boolean, focus: boolean): LookSentence {
  const { text, standing } = sentence;
  const advised = standing === "broken" || standing === "unseen" || (focus && standing === "waiting");
  return {
    text,
    standing,
    value: figureText(sentence.figure, standing, reaches),
    advice: advised ? sentence.advice : null,
    counts: counts && standing === "waiting",
    focus,
  };
}

/** Steps are counted as the session goes through them: a session of one step is "Step 1 of 1". */
function metaOf(view: View): string {
  const steps = [...new Set(view.doses.map((dose) => dose.step))];
  const meta = [t("session.meta.step", { number: steps.indexOf(view.step ?? "") + 1, count: steps.length })];
  if (view.side !== null) meta.push(t(`session.meta.${view.side}`));
  if (view.set !== null && view.sets !== null) meta.push(t("session.meta.set", { number: view.set, count: view.sets }));
  return meta.join(" · ");
}

/** Unseen is neither praise nor blame. On the clock, the hold and the way back are green: nothing can be broken there. */
function edgeOf(view: View): Edge {
  if (view.trouble !== null) return "waits";
  const shows = (standing: SentenceStanding): boolean => view.sentences.some((sentence) => sentence.standing === standing);
  switch (view.phase) {
    case "holding":
      return shows("broken") ? "fix" : "well";
    case "returning":
    case "resting":
      return "well";
    case "ready":
    case "reaching":
    case "paused":
      return shows("broken") ? "fix" : "waits";
    default:
      return "waits";
  }
}

/** In these a hold or a count is under way, or about to be. */
const COUNTED: readonly JudgePhase[] = ["reaching", "holding", "paused", "returning"];

function ringOf(view: View): Ring {
  if (view.phase === "resting" && view.rest_s !== null) {
    const left = Math.ceil(view.rest_s - 1e-6);
    return { kind: "wait", text: String(left), note: t("session.ring.rest"), spoken: t("session.ring.rest_left", { count: left }), stopped: false };
  }
  const none: Ring = { kind: "none", text: "", note: null, spoken: "", stopped: false };
  const stopped = view.phase === "paused" || (view.trouble !== null && view.hold_s > 0);
  const waits = stopped ? t("session.ring.stopped") : null;
  if (view.remaining_s !== null && view.phase !== "holding" && view.phase !== "paused" && view.phase !== "done") return phaseRing(view, view.remaining_s);
  if (!COUNTED.includes(view.phase)) return none;
  if (view.reps !== null && view.reps_goal !== null) {
    const { reps, reps_goal: goal } = view;
    const note = waits ?? (reps < goal ? t("session.ring.of", { goal }) : t("session.ring.enough_note"));
    return { kind: "reps", text: String(reps), note, spoken: t("session.ring.reps", { reps, goal }), stopped };
  }
  if (view.hold_goal_s !== null) {
    if (view.enough) return { kind: "enough", text: "", note: t("session.ring.enough_note"), spoken: t("session.ring.enough"), stopped: false };
    const left = Math.ceil(view.hold_goal_s - view.hold_s - 1e-6);
    const note = waits ?? (view.remaining_s === null ? null : t("session.clock.holding"));
    return { kind: "hold", text: String(left), note, spoken: t("session.ring.left", { count: left }), stopped };
  }
  return view.remaining_s === null ? none : phaseRing(view, view.remaining_s);
}

/** On the clock: until the phase is over. */
function phaseRing(view: View, remaining_s: number): Ring {
  const left = Math.ceil(remaining_s);
  const { phase } = view;
  const named = phase === "ready" || phase === "reaching" || phase === "holding" || phase === "returning";
  return { kind: "wait", text: String(left), note: named ? t(`session.clock.${phase}`) : null, spoken: t("session.ring.left", { count: left }), stopped: false };
}

/** How full the ring is, 0..1. `longest_s`: how long the phase lasts on the clock. */
export function ringShare(view: View, longest_s: number): number {
  let share = 0;
  if (view.phase === "resting" && view.rest_s !== null && view.rest_goal_s !== null) share = 1 - view.rest_s / view.rest_goal_s;
  else if (view.remaining_s !== null && view.phase !== "holding") share = 1 - view.remaining_s / longest_s;
  else if (view.reps !== null && view.reps_goal !== null) share = view.reps / view.reps_goal;
  else if (view.hold_goal_s !== null) share = view.hold_s / view.hold_goal_s;
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
