/** A guide that somebody sent, as a file: shown with its plan and what changed, and taken only when the person says so. */
import { useState } from "preact/hooks";

import { FileButton } from "../app/FileButton";
import { FileError, textOf } from "../editor/document";
import { useExamined } from "../editor/useExamined";
import { pathOf } from "../app/router";
import { filled } from "../pages/howto";
import { api, RefusedError } from "../store/api";
import { ownGuides } from "../store/ownGuides";
import { type Cadence, type Change, type Compared, type Planned, plans } from "../store/plan";
import { langOf, t } from "../text";
import { nameOfFile } from "./draft";
import type { Known } from "./PlanPage";
import { cadenceText } from "./words";

/** A file that was opened, and how it stands to what is here. */
interface Opened {
  name: string;
  text: string;
  compared: Compared;
  /** Of the guide whose place it takes; null: of none. */
  version: number | null;
}

interface Props {
  /** Those that are here. */
  guides: readonly Known[];
  onTaken: () => Promise<void>;
  planNow: (planned: Planned) => Promise<void>;
}

async function opened(name: string, text: string): Promise<Opened> {
  const compared = await plans.compare(name, text);
  const version = compared.replaces ? (await ownGuides.get(name)).version : null;
  return { name, text, compared, version };
}

export function TakeGuide({ guides, onTaken, planNow }: Props) {
  const [open, setOpen] = useState<Opened | null>(null);
  const [over, setOver] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [taken, setTaken] = useState<{ name: string; words: string } | null>(null);

  const read = async (file: File): Promise<void> => {
    setTaken(null);
    setOpen(null);
    setTrouble("");
    const name = nameOfFile(file.name);
    if (name === null) return setTrouble(t("plan.take.no_name"));
    try {
      const text = await textOf(file);
      const shipped = await api.guides();
      if (shipped.some((guide) => guide.name === name)) return setTrouble(t("plan.take.shipped", { name }));
      setOpen(await opened(name, text));
    } catch (error) {
      if (error instanceof FileError) setTrouble(t(`editor.${error.why}`, { file: file.name }));
      else setTrouble(error instanceof RefusedError ? t("plan.take.refused", { status: String(error.status) }) : t("plan.take.failed"));
    }
  };
  const take = async ({ name, text, compared, version }: Opened, planned: boolean): Promise<void> => {
    setTrouble("");
    try {
      await ownGuides.put(name, text, version);
    } catch (error) {
      const status = error instanceof RefusedError ? error.status : null;
      if (status === 412) {
        setTrouble(t("plan.take.changed", { name }));
        setOpen(await opened(name, text).catch(() => open));
      } else setTrouble(status === null ? t("plan.take.failed") : t("plan.take.refused", { status: String(status) }));
      return;
    }
    setOpen(null);
    await onTaken();
    const words = { title: compared.title };
    try {
      if (planned && compared.plan) await planNow({ ...compared.plan, guide: name });
      setTaken({ name, words: planned && compared.plan ? t("plan.take.taken_planned", words) : t("plan.take.taken", words) });
    } catch {
      setTrouble(t("plan.take.plan_failed"));
    }
  };

  return (
    <section
      class="card stack take-guide"
      aria-labelledby="take"
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        const file = event.dataTransfer?.files[0];
        if (!file) return;
        event.preventDefault();
        setOver(false);
        void read(file);
      }}
    >
      <h2 id="take">{t("plan.take.title")}</h2>
      <p>{t("plan.take.lead")}</p>
      <div class="take-drop">
        <p class="quiet small">{t("plan.take.drop")}</p>
        <FileButton label={t("plan.take.open")} accept=".md,.markdown,.txt,text/markdown,text/plain" onFile={(file) => void read(file)} />
      </div>
      <p class="error small" role="alert">
        {trouble}
      </p>
      <p role="status">
        {taken && (
          <>
            {taken.words} <a href={pathOf({ page: "guide", name: taken.name })}>{t("plan.routine.open")}</a>
          </>
        )}
      </p>
      {open && <Shown key={open} open={open} older={guides.find(({ name }) => name === open.name) ?? null} onTake={(planned) => void take(open, planned)} onLeave={() => setOpen(null)} />}
    </section>
  );
}

function Shown({ open: { name, text, compared }, older, onTake, onLeave }: { open: Opened; older: Known | null; onTake: (planned: boolean) => void; onLeave: () => void }) {
  const { examined, state } = useExamined(name, text);
  const [planned, setPlanned] = useState(true);
  const page = examined?.page;
  const mistakes = compared.mistakes.filter(({ severity }) => severity === "error");
  return (
    <article class="stack taken" aria-labelledby="taken-title">
      <div>
        <h3 id="taken-title" class="taken-title">
          {compared.title}
        </h3>
        {state === "checking" && <p class="quiet small">{t("plan.take.reading")}</p>}
        {page?.author && <p class="quiet small">{t("plan.take.by", { author: page.author })}</p>}
        {page?.source && <p class="quiet small">{t("plan.take.source", { source: page.source })}</p>}
      </div>
      <p>{compared.plan ? t("plan.take.plan", { cadence: cadenceText(compared.plan) }) : t("plan.take.no_plan")}</p>
      {mistakes.length > 0 && (
        <div class="stack taken-mistakes">
          <p class="error">{t("plan.take.mistakes", { count: mistakes.length })}</p>
          <ul class="small">
            {mistakes.map(({ line, column, message }) => (
              <li key={`${line} ${column} ${message}`}>
                <strong>{t("plan.line", { line })}: </strong>
                <span lang={langOf("en")}>{message}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Changes compared={compared} name={name} older={older} />
      {page && (
        <details class="taken-steps" open>
          <summary>{t("plan.take.steps", { count: page.steps.length })}</summary>
          <ol>
            {page.steps.map((step, index) => (
              <li key={index}>
                <h4>
                  {filled(step.title, page)}
                  {step.each_side && <span class="quiet small"> · {t("plan.take.each_side")}</span>}
                </h4>
                <ul class="sentences-read">
                  {step.sentences.map((sentence, place) => (
                    <li key={place}>{filled(sentence.text, page)}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        </details>
      )}
      {compared.plan && mistakes.length === 0 && (
        <label class="plan-check">
          <input type="checkbox" checked={planned} onChange={(event) => setPlanned(event.currentTarget.checked)} />
          <span>{t("plan.take.take_plan", { cadence: cadenceText(compared.plan) })}</span>
        </label>
      )}
      <div class="buttons">
        <button type="button" class="primary" disabled={mistakes.length > 0} onClick={() => onTake(planned)}>
          {t("plan.take.take")}
        </button>
        <button type="button" onClick={onLeave}>
          {t("plan.take.leave")}
        </button>
      </div>
    </article>
  );
}

/** A word on what changed against the older one. */
function Changes({ compared, name, older }: { compared: Compared; name: string; older: Known | null }) {
  const title = older?.title ?? name;
  if (!compared.replaces) return <p>{t("plan.take.new")}</p>;
  if (compared.changes.length === 0) return <p>{t("plan.take.same", { title })}</p>;
  return (
    <div class="stack taken-changes">
      <p>
        {t("plan.take.replaces", { title })} {t("plan.take.changes")}
      </p>
      <ul>
        {compared.changes.map((change, index) => (
          <li key={index}>
            {changeText(change, compared.plan, older?.plan ?? null)}
            {change.kind === "step_changed" && change.before !== null && change.after !== null && (
              <dl class="small">
                <dt>{t("plan.take.change.before")}</dt>
                <dd>{change.before}</dd>
                <dt>{t("plan.take.change.after")}</dt>
                <dd>{change.after}</dd>
              </dl>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How often is told in the page's language where both are known; the program says it as guides do. */
function changeText({ kind, title, step, before, after }: Change, now: Cadence | null, then: Cadence | null): string {
  if (kind !== "plan") return t(`plan.take.change.${kind}`, { title: title ?? step ?? "", before: before ?? "", after: after ?? "" });
  const words = { before: then ? cadenceText(then) : (before ?? ""), after: now ? cadenceText(now) : (after ?? "") };
  if (before === null) return t("plan.take.change.plan_new", words);
  return t(after === null ? "plan.take.change.plan_gone" : "plan.take.change.plan", words);
}
