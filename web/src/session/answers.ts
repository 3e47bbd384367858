/** What was answered to the guide's `ask` sentences, for the record. When to ask, the judge decides. */
import type { Answer, Asking, GuidePage, SavedSession, Side } from "./protocol";

/** One step and side, as a name. */
export const doseKey = (dose: { step: string; side: Side | null }): string => `${dose.step}/${dose.side ?? ""}`;

/** One question, as a name. */
export const questionKey = (asked: Asking): string => `${doseKey(asked)}/${asked.sentence}`;

export class Answers {
  private readonly given = new Map<string, Answer>();

  constructor(private readonly guide: GuidePage) {}

  /** The same question answered again replaces the first answer. */
  add(asked: Asking, answer: Answer["answer"]): void {
    const { step, side, sentence, text } = asked;
    this.given.set(questionKey(asked), { step, side, sentence, text, answer });
  }

  /** All questions of what was done, in the order of the report; never those of what was skipped or not begun. */
  all(report: Omit<SavedSession, "session">, skipped: ReadonlySet<string>): Answer[] {
    return report.steps
      .filter((dose) => !skipped.has(doseKey(dose)))
      .flatMap((dose) => this.questions(dose.step, dose.side, dose.verdict !== "not_done"));
  }

  /** The questions of one dose. `unasked`: also those that nobody came to ask. */
  private questions(step: string, side: Side | null, unasked: boolean): Answer[] {
    const sentences = this.guide.steps.find((one) => one.id === step)?.sentences ?? [];
    return sentences.flatMap((sentence, index): Answer[] => {
      if (!sentence.rules.some((rule) => rule.verb === "ask")) return [];
      const text = side === null ? sentence.text : sentence.text.replaceAll("{side}", this.guide.sides[side]);
      const asked: Answer = { step, side, sentence: index, text, answer: null };
      const answered = this.given.get(questionKey(asked));
      if (answered) return [{ ...answered }];
      return unasked ? [asked] : [];
    });
  }
}
