/** What the end page tells of a report: plain functions of it, nothing is judged anew. */
import type { GuidePage, SavedRule, SavedSession, SavedStep, Side } from "../session/protocol";
import type { SessionLine } from "../store/history";
import { namedFor } from "./howto";

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

/** How a part went, as the page shows it. `not_cleanly`: done, but something was not as the guide says. */
export type Standing = SavedStep["verdict"] | "not_cleanly" | "skipped";

export function standingOf(session: SavedSession, step: SavedStep): Standing {
  if (isDone(step)) return step.sentences.some(({ rules }) => rules.some(({ verdict }) => verdict === "broken")) ? "not_cleanly" : step.verdict;
  return isSkipped(session, step) ? "skipped" : step.verdict;
}

export function isSkipped(session: SavedSession, { step, side }: { step: string; side: Side | null }): boolean {
  return session.session.skipped?.some((one) => one.step === step && one.side === side) ?? false;
}

/** Done, by the judge or by the person's own word. */
function isDone({ verdict }: SavedStep): boolean {
  return verdict === "good" || verdict === "done" || verdict === "self_reported";
}

/** How many parts are done. */
export function doneCount(session: SavedSession): number {
  return session.steps.filter(isDone).length;
}

/** How many parts were left out because the person chose so. */
export function skippedCount(session: SavedSession): number {
  return session.steps.filter((step) => standingOf(session, step) === "skipped").length;
}

/** Something that was good, to be said first. */
export type Good =
  | { kind: "all" }
  | { kind: "parts"; done: number; count: number }
  | { kind: "kept"; sentence: string }
  | { kind: "held"; step: SavedStep }
  | { kind: "tried"; seconds: number }
  | { kind: "began" };

/** A hold shorter than this is none to speak of. */
const HELD_S = 2;
/** Shorter sessions are told no length. */
const LONG_ENOUGH_S = 30;

/** What was good, at most three things: there is something in every session. Empty only where it was stopped. */
export function goodOf(session: SavedSession): Good[] {
  if (session.session.ending === "stopped") return [];
  const { steps } = session;
  const done = doneCount(session);
  const found: Good[] = [];
  if (done > 0) found.push(done === steps.length ? { kind: "all" } : { kind: "parts", done, count: steps.length });
  // On the clock the hold is the clock's.
  const [longest] = steps.filter(({ verdict }) => verdict !== "self_reported").sort((a, b) => b.hold_s - a.hold_s);
  // So it is in all of a session without a camera.
  if (longest && longest.hold_s >= HELD_S && session.session.source === "camera") found.push({ kind: "held", step: longest });
  const kept = keptAllThrough(steps);
  if (kept !== null) found.push({ kind: "kept", sentence: kept });
  if (found.length > 0) return found;
  const seconds = lengthOf(session);
  return [seconds >= LONG_ENOUGH_S ? { kind: "tried", seconds } : { kind: "began" }];
}

/** Of the parts that are done: the guard that was kept in most of them, and broken or unseen in none. */
function keptAllThrough(steps: readonly SavedStep[]): string | null {
  const guards = new Map<string, { text: string; kept: number; well: boolean }>();
  for (const { sentences } of steps.filter(isDone)) {
    for (const { text, rules } of sentences) {
      for (const { rule, verdict } of rules.filter((one) => verbOf(one) === "keep")) {
        const known = guards.get(rule) ?? { text, kept: 0, well: true };
        guards.set(rule, { text: known.text, kept: known.kept + 1, well: known.well && verdict === "met" });
      }
    }
  }
  const [best] = [...guards.values()].filter(({ well }) => well).sort((a, b) => b.kept - a.kept);
  return best?.text ?? null;
}

/** Schema 1 had it in the rule's text only. */
const verbOf = ({ verb, rule }: SavedRule): string | undefined => verb ?? rule.split(" ")[0];

/** The value that decided, by whichever name. */
const decisiveOf = ({ decisive, worst }: SavedRule): number | null => decisive ?? worst ?? null;

/** What a list says of a session, as the program makes it out of what it keeps. */
export function lineOf(session: SavedSession): SessionLine {
  const { id, started_at, source, ending } = session.session;
  return {
    id,
    guide: session.guide.name,
    started_at,
    source,
    ending,
    parts: session.steps.length,
    done: doneCount(session),
    skipped: skippedCount(session),
    hold_s: session.steps.reduce((sum, { hold_s }) => sum + hold_s, 0),
    duration_s: lengthOf(session),
  };
}

/** How long the session took in seconds, as far as the report says. */
export function lengthOf(session: SavedSession): number {
  return session.video?.duration_s ?? session.events.at(-1)?.at_s ?? 0;
}

/** Where a part was farthest from what the guide asks, as numbers that a figure can be drawn from. */
export interface Weak {
  /** The one that it is about. */
  sentence: string;
  measure: string;
  /** In the measure's own unit: the worst of a guard, the best of a reach. */
  value: number;
  /** Seconds since the start; null when it is not known. */
  at_s: number | null;
  /** The guard was broken, or the aim was not reached. */
  kind: "broken" | "not_reached";
}

export function weakOf(session: SavedSession, step: SavedStep): Weak | null {
  if (standingOf(session, step) === "skipped") return null;
  const rules = step.sentences.flatMap((sentence) => sentence.rules.map((rule) => ({ ...rule, sentence: sentence.text })));
  const measured = (verdict: SavedRule["verdict"]) => rules.filter((rule) => rule.verdict === verdict && rule.measure && decisiveOf(rule) !== null);
  const [broken] = measured("broken").sort((a, b) => (b.broken_s ?? 0) - (a.broken_s ?? 0));
  const weak = broken ?? measured("not_reached")[0];
  const value = weak && decisiveOf(weak);
  if (!weak?.measure || typeof value !== "number") return null;
  return { sentence: weak.sentence, measure: weak.measure, value, at_s: broken?.first_broken_at_s ?? null, kind: broken ? "broken" : "not_reached" };
}

/** "Tilt your neck, left". The report has only the step's id ("neck-tilt"); without the guide that must do. */
export function titleOf(step: { step: string; side: Side | null }, guide: GuidePage | null, sideText: (side: Side) => string): string {
  const title = guide?.steps.find((one) => one.id === step.step)?.title;
  // One that says the side itself need not say it twice.
  const named = guide && title !== undefined ? namedFor(title, guide, step.side) : null;
  if (named !== null) return named;
  const name = title ?? readable(step.step);
  return step.side === null ? name : `${name}, ${sideText(step.side)}`;
}

/** "neck-tilt" as "Neck tilt". */
export function readable(name: string): string {
  const spaced = name.replaceAll(/[-_]+/g, " ").trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
