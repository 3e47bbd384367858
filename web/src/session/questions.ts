/** What only the person can answer: the guide's `ask` sentences, once their step and side is over. */
import type { Answer, GuidePage, LiveDose, SavedSession, Side, View } from "./protocol";

/** A question goes away by itself after so long; the end page asks again. */
export const ASKS_FOR_MS = 12_000;

/** What was skipped or not done is not asked about. */
const isDone = (standing: LiveDose["standing"]): boolean => standing !== "waiting" && standing !== "now" && standing !== "not_done";

/** The `ask` sentences of one dose, not answered yet. */
export function asked(guide: GuidePage, step: string, side: Side | null): Answer[] {
  const sentences = guide.steps.find((one) => one.id === step)?.sentences ?? [];
  return sentences.flatMap((sentence, index) =>
    sentence.rules.some((rule) => rule.verb === "ask")
      ? [{ step, side, sentence: index, text: side === null ? sentence.text : sentence.text.replaceAll("{side}", guide.sides[side]), answer: null }]
      : [],
  );
}

const key = ({ step, side }: { step: string; side: Side | null }): string => `${step}/${side ?? ""}`;

export class Questions {
  private readonly answers: Answer[] = [];
  private readonly closed = new Set<string>();
  private open: Answer[] = [];
  private since_ms = 0;

  constructor(private readonly guide: GuidePage) {}

  /** The question that is to be shown now, if any. */
  next(view: View, now_ms: number): Answer | null {
    const moving = view.phase !== "ready" && view.phase !== "done";
    if (moving || (this.open.length > 0 && now_ms - this.since_ms > ASKS_FOR_MS)) this.open = [];
    for (const dose of view.doses) {
      if (!isDone(dose.standing) || this.closed.has(key(dose))) continue;
      this.closed.add(key(dose));
      const fresh = asked(this.guide, dose.step, dose.side);
      if (fresh.length === 0) continue;
      this.answers.push(...fresh);
      if (moving) continue;
      this.open.push(...fresh);
      this.since_ms = now_ms;
    }
    return this.open[0] ?? null;
  }

  /** Answers the open question, or passes over it (null). The next question, if there is one. */
  answer(answer: Answer["answer"], now_ms: number): Answer | null {
    const open = this.open.shift();
    if (open) open.answer = answer;
    this.since_ms = now_ms;
    return this.open[0] ?? null;
  }

  /** All questions of what the report says was done, with their answers. */
  all(report: Omit<SavedSession, "session">): Answer[] {
    for (const dose of report.steps) {
      if (dose.verdict === "not_done" || this.closed.has(key(dose))) continue;
      this.closed.add(key(dose));
      this.answers.push(...asked(this.guide, dose.step, dose.side));
    }
    return this.answers.map((answer) => ({ ...answer }));
  }
}
