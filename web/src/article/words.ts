/** What is said of rules, of how far one has got, and of what can't be read. */
import { andText, t } from "../text";
import type { Counts, Refused, RuleWords, Said, View, Waits } from "./protocol";

/** A rule's kind in a word or two: "To reach". */
export const verbText = (verb: RuleWords["verb"]): string => t(`article.verb.${verb === "each side" ? "each_side" : verb}`);

/** What a rule means for who does the exercise. */
export function ruleText({ verb, says, count, unit, rule }: RuleWords): string {
  if (verb === "stop") return rule;
  if (verb === "each side") return t("article.rule.each_side");
  if (verb === "hold" || verb === "repeat") {
    if (!count || !unit) return rule;
    return t(`article.rule.${verb}`, { amount: amountText(count, unit) });
  }
  return says === null ? rule : t(`article.rule.${verb}`, { says });
}

function amountText([least, most]: [number, number | null], unit: NonNullable<RuleWords["unit"]>): string {
  const amount = most === null ? least : t("article.rule.range", { least, most });
  return t(`article.rule.${unit === "s" ? "seconds" : unit}`, { count: most ?? least, amount });
}

export const waitsText = (waits: Waits): string => t(`article.waits.${waits.for}`, waits.for === "clash" ? { with: waits.with } : {});

/** The language of what the import says, where it is not the page's. */
export const saidLang = (said: Said): string | undefined => (said.english ? "en" : undefined);

/** "from “tilt”, “head”" */
export function becauseText(words: readonly string[]): string {
  return t("article.because", { words: words.map((word) => t("article.word", { word: word.replace(/\s+/g, " ") })).join(", ") });
}

/** "14 suggestions to look at · 3 accepted · 1 question" */
export function progressText({ open, accepted, struck, waiting, questions }: Counts): string {
  const parts = [
    open > 0 ? t("article.progress.open", { count: open }) : accepted + struck > 0 ? t("article.progress.done") : "",
    accepted > 0 ? t("article.progress.accepted", { count: accepted }) : "",
    struck > 0 ? t("article.progress.struck", { count: struck }) : "",
    waiting > 0 ? t("article.progress.waiting", { count: waiting }) : "",
    questions > 0 ? t("article.progress.questions", { count: questions }) : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** What was found in an article. */
export function foundText({ counts, left_out }: View): string {
  const things = [t("article.found.steps", { count: counts.steps }), t("article.found.sentences", { count: counts.sentences })];
  const more = [
    ["suggestions", counts.open + counts.accepted + counts.struck + counts.waiting],
    ["questions", counts.questions],
    ["left_out", left_out.length],
  ] as const;
  for (const [name, count] of more) if (count > 0) things.push(t(`article.found.${name}`, { count }));
  return t("article.found.lead", { things: andText(things) });
}

export function refusedText(refused: Refused): string {
  if (refused.why === "too_much") return t("article.refused.too_much", { steps: refused.steps });
  if (refused.why === "fault") return t("article.refused.fault", { mistake: refused.mistake });
  return t(`article.refused.${refused.why}`);
}
