/** What stands under a guide's title: "4 steps · 1 min read · Easy · about 3 min to do · 2 times a day, every day". */
import { cadenceText } from "../plan/words";
import type { GuideCard } from "../session/protocol";
import { t } from "../text";
import { readable } from "./summary";

export function difficultyText(difficulty: string): string {
  switch (difficulty) {
    case "easy":
      return t("facts.easy");
    case "medium":
      return t("facts.medium");
    case "hard":
      return t("facts.hard");
    default:
      return readable(difficulty);
  }
}

/** On a card, which says the minutes elsewhere and once: "4 steps · Easy" */
export function CardFacts({ of }: { of: Pick<GuideCard, "steps" | "difficulty"> }) {
  return <Facts facts={[t("facts.steps", { count: of.steps }), ...(of.difficulty ? [difficultyText(of.difficulty)] : [])]} />;
}

export function GuideFacts({ steps, of }: { steps: number; of: Pick<GuideCard, "read_minutes" | "session_minutes" | "difficulty" | "plan"> }) {
  const facts = [
    t("facts.steps", { count: steps }),
    t("facts.read", { minutes: of.read_minutes }),
    ...(of.difficulty ? [difficultyText(of.difficulty)] : []),
    t("facts.session", { minutes: of.session_minutes }),
    ...(of.plan ? [cadenceText(of.plan)] : []),
  ];
  return <Facts facts={facts} />;
}

/** A line breaks between two facts only. */
function Facts({ facts }: { facts: readonly string[] }) {
  return <p class="quiet small">{facts.map((fact) => fact.replaceAll(" ", "\u00a0")).join(" · ")}</p>;
}
