/** A rule that is suggested: in plain words, with the words that made it, to accept or to strike. */
import { t } from "../text";
import type { Choice, Question as Asked, RuleWords, Suggestion } from "./protocol";
import { moved } from "./Source";
import { becauseText, ruleText, saidLang, verbText, waitsText } from "./words";

interface RuleProps<R> {
  rule: R;
  /** Of the article, where it is not the page's. */
  lang: string | undefined;
  onChoose: (id: string, choice: Choice | null) => void;
  /** The person is at it. */
  onAt?: () => void;
}

export function Rule({ rule, lang, onChoose, onAt }: RuleProps<Suggestion>) {
  const { choice, waits, doubt, because } = rule;
  return (
    <li class="found-rule" data-choice={choice ?? "open"} data-waits={waits ? "" : undefined} onMouseMove={(event) => moved(event, onAt)} onFocusCapture={onAt}>
      <div class="found-words">
        <Plain rule={rule} because={because} lang={lang} />
        {doubt && (
          <p class="found-doubt small" lang={saidLang(doubt)}>
            {doubt.english ? doubt.text : t("article.guess", { why: doubt.text })}
          </p>
        )}
        {waits && choice !== "strike" && <p class="found-waits small">{waitsText(waits)}</p>}
        <How rule={rule} />
      </div>
      <Answers
        label={`${verbText(rule.verb)}: ${rule.rule}`}
        choice={choice}
        words={{ accept: t("article.accept"), strike: t("article.strike") }}
        onChoose={(choice) => onChoose(rule.id, choice)}
      />
    </li>
  );
}

/** A rule that a sentence may mean: yes or no. */
export function Question({ rule, lang, onChoose, onAt }: RuleProps<Asked>) {
  const { choice, waits, why } = rule;
  return (
    <li class="found-rule found-question" data-choice={choice ?? "open"} data-waits={waits ? "" : undefined} onMouseMove={(event) => moved(event, onAt)} onFocusCapture={onAt}>
      <div class="found-words">
        <p class="found-ask">{t("article.ask_lead")}</p>
        <Plain rule={rule} because={[]} lang={lang} />
        <p class="quiet small" lang={saidLang(why)}>
          {why.english ? why.text : t("article.ask_why", { why: why.text })}
        </p>
        {waits && <p class="found-waits small">{waitsText(waits)}</p>}
        <How rule={rule} />
      </div>
      <Answers label={`${t("article.ask_lead")} ${rule.rule}`} choice={choice} words={{ accept: t("article.yes"), strike: t("article.no") }} onChoose={(choice) => onChoose(rule.id, choice)} />
    </li>
  );
}

/** What it means, then the rule itself and the words that made it. */
function Plain({ rule, because, lang }: { rule: RuleWords; because: readonly string[]; lang: string | undefined }) {
  return (
    <>
      <p>
        <strong class="found-verb">{verbText(rule.verb)}</strong> <span lang={rule.verb === "stop" ? lang : undefined}>{ruleText(rule)}</span>
      </p>
      {rule.verb !== "stop" && (
        <p class="quiet small">
          <code lang="en">{rule.rule}</code> {because.length > 0 && <span lang={lang}>{becauseText(because)}</span>}
        </p>
      )}
    </>
  );
}

/** Rules and what is said of them are English in every language. */
function How({ rule }: { rule: RuleWords }) {
  if (rule.explained === null) return null;
  return (
    <details class="found-how small">
      <summary>
        {t("article.how")}
        <span class="hidden-visually"> {rule.rule}</span>
      </summary>
      <p class="quiet" lang="en">
        {rule.explained.replaceAll("{side}", "left")}
      </p>
    </details>
  );
}

/** Two buttons of which one or none is pressed; a second press takes it back. */
function Answers(props: { label: string; choice: "accept" | "strike" | null; words: Record<"accept" | "strike", string>; onChoose: (choice: "accept" | "strike" | null) => void }) {
  return (
    <div class="found-answers" role="group" aria-label={props.label}>
      {(["accept", "strike"] as const).map((one) => (
        <button
          key={one}
          type="button"
          data-answer={one}
          aria-pressed={props.choice === one}
          aria-label={`${props.words[one]}: ${props.label}`}
          onClick={() => props.onChoose(props.choice === one ? null : one)}
        >
          {props.words[one]}
        </button>
      ))}
    </div>
  );
}
