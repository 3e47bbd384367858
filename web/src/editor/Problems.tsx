/** What the linter says, in the order of the text; each is a button that leads to its words. */
import { t } from "../text";
import type { Examined, Finding } from "./protocol";

export function countText(examined: Examined | null, state: "checking" | "ready" | "broken"): string {
  if (state === "broken") return t("editor.problems.broken");
  if (!examined) return t("editor.problems.checking");
  const advice = examined.findings.length - examined.mistakes;
  const parts = [
    ...(examined.mistakes > 0 ? [t("editor.problems.mistakes", { count: examined.mistakes })] : []),
    ...(advice > 0 ? [t("editor.problems.advice", { count: advice })] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : t("editor.problems.none");
}

export function Problems({ count, examined, onShow }: { count: string; examined: Examined | null; onShow: (finding: Finding) => void }) {
  const findings = examined?.findings ?? [];
  return (
    <section class="problems" aria-labelledby="problems">
      <h2 id="problems" class="hidden-visually">
        {t("editor.problems.title")}
      </h2>
      <p id="problems-count" class={examined && findings.length === 0 ? "problems-count well" : "problems-count"} role="status">
        {count}
      </p>
      {findings.length > 0 && (
        <ol>
          {findings.map((finding, index) => (
            <li key={index} data-mark={finding.severity}>
              <button type="button" onClick={() => onShow(finding)}>
                <span class="problem-line">{t("editor.problems.line", { line: String(finding.line) })}</span>
                <span class="problem-text">
                  <span class="hidden-visually">{t(`editor.problems.${finding.severity}`)}: </span>
                  {sentenceLike(finding.message)}
                </span>
                {finding.help && <span class="problem-help">{withCode(sentenceLike(finding.help))}</span>}
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** The linter writes its words as parts of a line. */
const sentenceLike = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/**
 * What stands between backticks is set as code. Where two backticks meet, a rule is shown within a sentence, and the
 * backticks are themselves to be typed: nothing is changed.
 */
function withCode(words: string) {
  if (words.includes("``")) return words;
  return words.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
