/** The plan: which guides, how often, when not; a routine of one's own; a guide that somebody sent; how to be reminded. */
import "./plan.css";

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { Confirm } from "../app/Confirm";
import { Heading } from "../app/Heading";
import { holdPage } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { Waiting } from "../app/Waiting";
import { api, RefusedError } from "../store/api";
import { ownGuides } from "../store/ownGuides";
import { type Cadence, type Plan, PlanChangedError, type PlanFile, type Planned, plans } from "../store/plan";
import { langOf, t } from "../text";
import { AddGuide } from "./AddGuide";
import { faultsOf, isSame, tidied, withBreak, withoutBreak } from "./draft";
import { Limits } from "./Limits";
import { PlannedList } from "./PlannedList";
import { Reminder } from "./Reminder";
import { Routine } from "./Routine";
import { TakeGuide } from "./TakeGuide";
import { cadenceText } from "./words";

/** A guide that may be planned. */
export interface Known {
  name: string;
  title: string;
  language: string;
  /** How often it is meant to be done, where it says so. */
  plan: Cadence | null;
}

interface Loaded {
  file: PlanFile;
  guides: Known[];
}

async function load(): Promise<Loaded> {
  const [file, guides] = await Promise.all([plans.get(), known()]);
  return { file, guides };
}

/** Those that come with the program, then the person's own that have no mistakes. */
async function known(): Promise<Known[]> {
  const [shipped, own] = await Promise.all([api.guides(), ownGuides.list().catch(() => [])]);
  return [...shipped, ...own.filter((card) => !card.has_mistakes)].map(({ name, title, language, plan }) => ({ name, title, language, plan: plan ?? null }));
}

export function PlanPage() {
  const [loaded, again] = useLoaded(load, "plan");
  if (loaded.state !== "ready") return <Waiting on={loaded} again={again} />;
  return <Edited {...loaded.value} />;
}

const planOf = ({ quiet, put_off_min, breaks }: Plan): Plan => ({ quiet, put_off_min, breaks });

function Edited({ file: read, guides: listed }: Loaded) {
  const [file, setFile] = useState(read);
  const [guides, setGuides] = useState(listed);
  const [draft, setDraft] = useState(planOf(read));
  const [saving, setSaving] = useState(false);
  const [trouble, setTrouble] = useState("");
  /** What was found in place of what was read. */
  const [theirs, setTheirs] = useState<PlanFile | null>(null);
  const conflict = useRef<HTMLElement>(null);
  useEffect(() => {
    if (theirs) conflict.current?.focus();
  }, [theirs]);
  const changed = !isSame(draft, file);
  const leave = useGuard(changed);
  const titleOf = (name: string): string => guides.find((guide) => guide.name === name)?.title ?? name;
  const faults = faultsOf(draft);

  const take = (now: PlanFile): void => {
    setFile(now);
    setDraft(planOf(now));
    setTheirs(null);
    setTrouble("");
  };
  const save = async (over: string): Promise<void> => {
    setSaving(true);
    setTrouble("");
    try {
      take(await plans.put(tidied(draft), over));
    } catch (error) {
      if (error instanceof PlanChangedError) setTheirs(await plans.get().catch(() => null));
      else setTrouble(error instanceof RefusedError ? t("plan.refused", { status: String(error.status) }) : t("plan.failed"));
    } finally {
      setSaving(false);
    }
  };
  /** Writes one more break into the file as it is now, whatever is being typed here. */
  const planNow = async (planned: Planned): Promise<void> => {
    const now = await plans.get();
    const next = await plans.put(tidied(withBreak(now, planned)), now.version);
    if (!changed) return take(next);
    setDraft((before) => withBreak(before, planned));
    // Where the file was changed by hand meanwhile, the next save has to find that out.
    if (now.version === file.version) setFile(next);
  };
  const refresh = async (): Promise<void> => setGuides(await known().catch(() => guides));

  return (
    <div class="plan-page">
      <header>
        <Heading text={t("plan.title")} />
        <p class="quiet">{t("plan.lead")}</p>
      </header>
      <div class="plan-columns">
        <div class="stack">
          {file.mistakes.length > 0 && <Mistakes of={file} />}
          <PlannedList breaks={draft.breaks} guides={guides} onChange={(one) => setDraft(withBreak(draft, one))} onRemove={(guide) => setDraft(withoutBreak(draft, guide))} />
          <AddGuide guides={guides.filter(({ name }) => !draft.breaks.some(({ guide }) => guide === name))} onAdd={(one) => setDraft(withBreak(draft, one))} />
          <Limits plan={draft} onChange={setDraft} />
          {theirs && (
            <section ref={conflict} tabIndex={-1} class="card notice stack" aria-labelledby="conflict">
              <h2 id="conflict">{t("plan.conflict_title")}</h2>
              <p>{t("plan.conflict")}</p>
              <ul>
                <MistakesOf file={theirs} />
                {theirs.breaks.length === 0 && theirs.mistakes.length === 0 && <li>{t("plan.conflict_empty")}</li>}
                {theirs.breaks.map((one) => (
                  <li key={one.guide}>
                    {titleOf(one.guide)}: {cadenceText(one)}
                  </li>
                ))}
              </ul>
              <div class="buttons">
                <button type="button" onClick={() => void save(theirs.version)}>
                  {t("plan.conflict_mine")}
                </button>
                <button type="button" onClick={() => take(theirs)}>
                  {t("plan.conflict_theirs")}
                </button>
              </div>
            </section>
          )}
          <div class="plan-save" data-changed={changed}>
            <p class="small" role="status">
              {saving ? t("plan.state.saving") : changed ? t("plan.state.changed") : t("plan.state.saved")}
            </p>
            <div class="buttons">
              <button type="button" class="primary" disabled={!changed || saving || faults.length > 0 || file.mistakes.length > 0} onClick={() => void save(file.version)}>
                {t("plan.save")}
              </button>
              <button
                type="button"
                disabled={!changed || saving}
                onClick={() => {
                  setDraft(planOf(file));
                  setTrouble("");
                }}
              >
                {t("plan.discard")}
              </button>
            </div>
            <p class="error small" role="alert">
              {trouble}
              {faults.map(({ guide, fault }) => t(`plan.fault.${fault}`, { title: guide === null ? "" : titleOf(guide) })).join(" ")}
            </p>
          </div>
        </div>
        <div class="stack">
          <Reminder />
          <TakeGuide guides={guides} onTaken={refresh} planNow={planNow} />
        </div>
      </div>
      <Routine guides={guides} onMade={refresh} planNow={planNow} />
      {leave.asked && (
        <Confirm
          key={leave.asked}
          title={t("plan.leave_title")}
          text={t("plan.leave")}
          yes={t("plan.leave_do")}
          onNo={leave.stay}
          onYes={leave.go}
        />
      )}
    </div>
  );
}

/** The program says them in English. */
function MistakesOf({ file }: { file: PlanFile }) {
  return (
    <>
      {file.mistakes.map(({ line, message, help }) => (
        <li key={`${line} ${message}`}>
          <strong>{t("plan.line", { line })}: </strong>
          <span lang={langOf("en")}>
            {message} {help}
          </span>
        </li>
      ))}
    </>
  );
}

/** Why nothing can be saved: the file has to be mended first. */
function Mistakes({ of }: { of: PlanFile }) {
  return (
    <section class="card notice stack" aria-labelledby="mistakes">
      <h2 id="mistakes">{t("plan.mistakes_title")}</h2>
      <p>{t("plan.mistakes")}</p>
      <ul>
        <MistakesOf file={of} />
      </ul>
    </section>
  );
}

/** Asks before the page is left while something would be lost. */
function useGuard(changed: boolean) {
  const [asked, setAsked] = useState<(() => void) | null>(null);
  useLayoutEffect(() => {
    if (!changed) return;
    holdPage((leave) => setAsked(() => leave));
    return () => holdPage(null);
  }, [changed]);
  useEffect(() => {
    if (!changed) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [changed]);
  return {
    asked,
    stay: (): void => setAsked(null),
    go: (): void => {
      setAsked(null);
      holdPage(null);
      asked?.();
    },
  };
}
