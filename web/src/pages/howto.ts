/** A guide as schema.org's HowTo, for programs that read the page: what it says, and nothing that it does not. */
import type { GuidePage } from "../session/protocol";
import { amountText } from "./amount";

/** `text` with the side's name in it: the left, unless told otherwise. Of the right, the page only says that it is the same. */
export function filled(text: string, guide: Pick<GuidePage, "sides">, side: "left" | "right" = "left"): string {
  return text.replaceAll("{side}", guide.sides[side]);
}

/** A rule, or what is said of it, which are English in every language: of the left side, too. */
export const inEnglish = (text: string): string => text.replaceAll("{side}", "left");

/** What a step is called on one side; of both sides, where none is given. Null where it does not name the side itself. */
export const namedFor = (text: string, guide: Pick<GuidePage, "sides">, side: "left" | "right" | null): string | null =>
  text.includes("{side}") ? text.replaceAll("{side}", side === null ? `${guide.sides.left}/${guide.sides.right}` : guide.sides[side]) : null;

/** `address`: of the page, without its fragment. */
export function howTo(guide: GuidePage, address: string): Record<string, unknown> {
  return {
    "@context": "https://schema.org",
    "@type": "HowTo",
    name: guide.title,
    ...(guide.summary.length > 0 && { description: guide.summary.join(" ") }),
    inLanguage: guide.language,
    url: address,
    ...(guide.author && { author: { "@type": "Person", name: guide.author } }),
    ...(guide.source && { citation: sourcesOf(guide.source) }),
    totalTime: `PT${guide.session_minutes}M`,
    step: guide.steps.map((step, index) => ({
      "@type": "HowToStep",
      position: index + 1,
      name: filled(step.title, guide),
      url: `${address}#step-${step.id}`,
      ...describedBy(amountText(step.amount)),
      itemListElement: step.sentences.map((sentence, place) => ({
        // What is only good to know is a tip, the rest is to be done.
        "@type": sentence.rules.every((rule) => rule.verb === "note") ? "HowToTip" : "HowToDirection",
        position: place + 1,
        text: filled(sentence.text, guide),
      })),
    })),
  };
}

/** schema.org has sets and rests for plans of exercise only: here they are told in words. */
const describedBy = (amount: string | null) => (amount === null ? {} : { description: amount });

/** As text of a script element: nothing in it can end the element. */
export const scriptText = (data: unknown): string => JSON.stringify(data).replaceAll("<", "\\u003c");

/** Works that a guide names in one line, with semicolons between. */
export function sourcesOf(line: string): string[] {
  return line
    .split(";")
    .map((source) => source.trim())
    .filter((source) => source !== "");
}
