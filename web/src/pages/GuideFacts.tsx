/** "4 steps · 1 min read · Easy" */
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

export function GuideFacts({ steps, of }: { steps: number; of: Pick<GuideCard, "read_minutes" | "session_minutes" | "difficulty"> }) {
  const facts = [
    t("facts.steps", { count: steps }),
    t("facts.read", { minutes: of.read_minutes }),
    ...(of.difficulty ? [difficultyText(of.difficulty)] : []),
    t("facts.session", { minutes: of.session_minutes }),
  ];
  // A line breaks between two facts only.
  return <p class="quiet small">{facts.map((fact) => fact.replaceAll(" ", "\u00a0")).join(" · ")}</p>;
}
