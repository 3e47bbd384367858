/** What the end page tells of a report: plain functions of it, nothing is judged anew. */
import type { GuidePage, SavedSession, SavedStep, Side } from "../session/protocol";

/** A sentence that was broken or not seen in one step and side. */
export interface Remark {
  text: string;
  /** When each break began, in seconds since the start. Empty for an unseen one. */
  at_s: number[];
  /** How long it was broken in all; 0 for an unseen one. */
  broken_s: number;
  /** Why it was not seen, in the judge's words. */
  reason: string | null;
}

export interface Remarks {
  broken: Remark[];
  unseen: Remark[];
}

export function remarksOf(session: SavedSession, step: SavedStep): Remarks {
  const remarks: Remarks = { broken: [], unseen: [] };
  for (const sentence of step.sentences) {
    const broken = sentence.rules.filter((rule) => rule.verdict === "broken");
    const [worst] = [...broken].sort((a, b) => (b.broken_s ?? 0) - (a.broken_s ?? 0));
    if (worst) {
      const began = session.events
        .filter((event) => event.event === "rule_broken" && event.rule === worst.rule && event.step === step.step && (event.side ?? null) === step.side)
        .map((event) => event.at_s);
      const first = worst.first_broken_at_s;
      remarks.broken.push({
        text: sentence.text,
        at_s: began.length > 0 ? began : typeof first === "number" ? [first] : [],
        broken_s: worst.broken_s ?? 0,
        reason: null,
      });
      continue;
    }
    const unseen = sentence.rules.find((rule) => rule.verdict === "unseen");
    if (unseen) remarks.unseen.push({ text: sentence.text, at_s: [], broken_s: 0, reason: unseen.reason ?? null });
  }
  return remarks;
}

export type NextThing =
  | { kind: "guard"; step: SavedStep; sentence: string; broken_s: number }
  | { kind: "step"; step: SavedStep }
  | { kind: "unseen"; step: SavedStep }
  | { kind: "clock" }
  | { kind: "praise" };

/**
 * The one thing to try next time: the sentence that was broken longest; else the first part that was not done; else the
 * first that was not seen; else plain praise. Null where nothing is scored.
 */
export function nextThing(session: SavedSession): NextThing | null {
  if (session.session.ending === "stopped" || session.steps.length === 0) return null;
  if (session.session.source === "self-reported") return { kind: "clock" };
  let longest: Extract<NextThing, { kind: "guard" }> | null = null;
  for (const step of session.steps) {
    for (const { text, broken_s } of remarksOf(session, step).broken) {
      if (!longest || broken_s > longest.broken_s) longest = { kind: "guard", step, sentence: text, broken_s };
    }
  }
  if (longest) return longest;
  const not_done = session.steps.find((step) => step.verdict === "not_done");
  if (not_done) return { kind: "step", step: not_done };
  const unseen = session.steps.find((step) => step.verdict === "unseen");
  if (unseen) return { kind: "unseen", step: unseen };
  return { kind: "praise" };
}

/** How many parts are done, by the judge or by the person's own word. */
export function doneCount(session: SavedSession): number {
  return session.steps.filter((step) => step.verdict === "good" || step.verdict === "done" || step.verdict === "self_reported").length;
}

/** "Tilt your neck, left". The report has only the step's short name; without the guide that must do. */
export function titleOf(step: { step: string; side: Side | null }, guide: GuidePage | null, sideText: (side: Side) => string): string {
  const name = guide?.steps.find((one) => one.id === step.step)?.title ?? readable(step.step);
  return step.side === null ? name : `${name}, ${sideText(step.side)}`;
}

/** "neck-tilt" as "Neck tilt". */
export function readable(name: string): string {
  const spaced = name.replaceAll(/[-_]+/g, " ").trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
