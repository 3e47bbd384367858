/** The editor: the text, what is wrong with it, the guide as it will read, and what can be done with it. */
import "./editor.css";

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { Confirm } from "../app/Confirm";
import { Heading } from "../app/Heading";
import { go, holdPage } from "../app/router";
import { RefusedError } from "../store/api";
import { ownGuides } from "../store/ownGuides";
import { t } from "../text";
import { type Document, exportFile, isName, LONGEST_BYTES, nameFrom } from "./document";
import { stepAt } from "./marks";
import { OpenFile } from "./OpenFile";
import { type Pane, Panes } from "./Panes";
import { Preview } from "./Preview";
import { countText, Problems } from "./Problems";
import type { Finding } from "./protocol";
import { showWords, TextPane } from "./TextPane";
import { troubleOf } from "./trouble";
import type { Plan } from "./Trial";
import { useExamined } from "./useExamined";

type Asked = { what: "delete" } | { what: "conflict" } | { what: "leave"; leave: () => void } | { what: "over"; text: string };

export function Desk({ of, onKept }: { of: Document; onKept: (name: string | null) => void }) {
  const [kept, setKept] = useState(of);
  const [text, setText] = useState(of.text);
  const [named, setNamed] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [asked, setAsked] = useState<Asked | null>(null);
  const [step, setStep] = useState<number | null>(null);
  const [pane, setPane] = useState<Pane>("text");
  const [trial, setTrial] = useState<{ at: "asking" } | { at: "on"; plan: Plan } | null>(null);
  const [trials, setTrials] = useState<typeof import("./Trial") | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [back, setBack] = useState(false);
  useLayoutEffect(() => {
    if (back) field.current?.focus();
    setBack(false);
  }, [back]);
  const [shown, setShown] = useState<Finding | null>(null);

  const known = useExamined(kept.name ?? "new-guide", text);
  const { examined } = known;
  const name = kept.name ?? named ?? nameFrom(examined?.slug ?? null);
  // What was begun from is no work of the person's yet.
  const changed = text !== kept.text;
  const canTry = known.state === "ready" && known.text === text && examined?.mistakes === 0 && examined.page !== null;
  useGuard(changed, setAsked);

  const save = async (over: "mine" | "theirs" = "theirs"): Promise<void> => {
    if (saving) return;
    setTrouble("");
    if (!isName(name)) return setTrouble(t("editor.name_bad"));
    if (new Blob([text]).size > LONGEST_BYTES) return setTrouble(t("editor.too_long"));
    setSaving(true);
    try {
      const version = over === "mine" ? await newest(name) : kept.version;
      const now = { name, version: await ownGuides.put(name, text, version), text };
      setKept(now);
      if (kept.name === null) {
        holdPage(null);
        onKept(name);
        go({ page: "edit", name }, "replace");
      }
    } catch (error) {
      const status = error instanceof RefusedError ? error.status : null;
      if (status === 412 && kept.name !== null) setAsked({ what: "conflict" });
      else setTrouble(await troubleOf(status, name));
    } finally {
      setSaving(false);
    }
  };

  const remove = async (): Promise<void> => {
    setAsked(null);
    try {
      if (kept.name !== null) await ownGuides.delete(kept.name);
      holdPage(null);
      go({ page: "guides" });
    } catch {
      setTrouble(t("editor.all.failed"));
    }
  };

  const show = (finding: Finding): void => {
    // On a narrow screen the text has to be there first.
    if (pane === "page") setPane("text");
    setStep(stepAt(text, finding.start));
    setShown(finding);
  };
  useLayoutEffect(() => {
    if (shown && field.current) showWords(field.current, shown);
    setShown(null);
  }, [shown]);

  // Wherever the focus is: the browser would save the page as a file.
  useKeys({
    save: () => void save(),
    next: () => {
      const at = document.activeElement === field.current ? (field.current?.selectionStart ?? 0) : -1;
      const findings = examined?.findings ?? [];
      const next = findings.find((finding) => finding.start > at) ?? findings[0];
      if (next) show(next);
    },
  }, trial?.at !== "on");

  const tryOut = async (): Promise<void> => {
    setTrials(await import("./Trial"));
    setTrial({ at: "asking" });
  };
  const onTrial = trial?.at === "on" && trials && examined?.page ? { plan: trial.plan, page: examined.page, ...trials } : null;
  const title = examined?.page?.title || t("editor.untitled");
  const count = countText(examined, known.state);

  return (
    <>
      {onTrial && (
        <onTrial.Trial
          key={String(onTrial.plan.step)}
          page={onTrial.page}
          plan={onTrial.plan}
          onAgain={() => setTrial({ at: "asking" })}
          onBack={() => {
            setTrial(null);
            setBack(true);
          }}
        />
      )}
      <div class="desk" hidden={onTrial !== null}>
        <header class="desk-head">
          <div class="desk-title">
            {!onTrial && <Heading text={title} />}
            <p class={kept.name === null || changed ? "desk-state changed small" : "desk-state small"} role="status">
              {saving ? t("editor.state.saving") : kept.name === null || changed ? t("editor.state.changed") : t("editor.state.saved")}
            </p>
          </div>
          <div class="desk-tools">
            {kept.name === null && (
              <label class="desk-name">
                <span>
                  {t("editor.name")} <span class="quiet small">{t("editor.name_note")}</span>
                </span>
                <input type="text" value={name} spellcheck={false} autocomplete="off" onInput={(event) => setNamed(event.currentTarget.value)} />
              </label>
            )}
            <div class="buttons">
              <button type="button" class="primary" disabled={saving || (kept.name !== null && !changed)} onClick={() => void save()} aria-keyshortcuts="Control+S">
                {t("editor.save")}
              </button>
              <button type="button" disabled={!canTry} title={canTry ? undefined : t("editor.try_wait")} onClick={() => void tryOut()}>
                {t("editor.try")}
              </button>
              <button type="button" onClick={() => exportFile(name, text)}>
                {t("editor.download")}
              </button>
              <OpenFile label={t("editor.open")} onText={(text) => (changed ? setAsked({ what: "over", text }) : setText(text))} onTrouble={setTrouble} />
              {kept.name !== null && (
                <button type="button" class="danger" onClick={() => setAsked({ what: "delete" })}>
                  {t("editor.delete")}
                </button>
              )}
            </div>
          </div>
          <p class="error" role="alert">
            {trouble}
          </p>
        </header>
        <Panes
          pane={pane}
          onPane={setPane}
          text={
            <>
              <TextPane text={text} findings={examined?.findings ?? []} examined={known.text} onText={setText} onCursor={(at) => setStep(stepAt(text, at))} field={field} />
              <p id="text-help" class="quiet small text-help">
                {t("editor.text_help")}
              </p>
              <Problems count={count} examined={examined} onShow={show} />
            </>
          }
          page={<Preview page={examined?.page ?? null} at={step} />}
        />
      </div>
      {trial?.at === "asking" && trials && examined?.page && (
        <trials.TrialDialog page={examined.page} onPlan={(plan) => setTrial({ at: "on", plan })} onClose={() => setTrial((now) => (now?.at === "asking" ? null : now))} />
      )}
      {asked && (
        <Confirm
          // A dialog tells a moment later that it was closed: by then something else may be asked.
          key={asked}
          {...wordsOf(asked, title)}
          onNo={() => setAsked((now) => (now === asked ? null : now))}
          onYes={() => {
            setAsked(null);
            if (asked.what === "delete") void remove();
            else if (asked.what === "conflict" || asked.what === "over") {
              if (asked.what === "over") setText(asked.text);
              else void save("mine");
              field.current?.focus();
            } else {
              holdPage(null);
              asked.leave();
            }
          }}
        />
      )}
    </>
  );
}

function useKeys(keys: { save: () => void; next: () => void }, on: boolean): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent): void => {
      const key = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" ? "save" : event.key === "F8" ? "next" : null;
      if (key === null) return;
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) now.current[key]();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [on]);
}

/** Asks before the page is left, in every way there is, while something would be lost. */
function useGuard(changed: boolean, ask: (asked: Asked) => void): void {
  // With the words "Not saved", and not a moment after them.
  useLayoutEffect(() => {
    if (!changed) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    holdPage((leave) => ask({ what: "leave", leave }));
    return () => {
      window.removeEventListener("beforeunload", warn);
      holdPage(null);
    };
  }, [changed]);
}

/** The version that is there now; null when it was deleted. */
async function newest(name: string): Promise<number | null> {
  try {
    return (await ownGuides.get(name)).version;
  } catch (error) {
    if (error instanceof RefusedError && error.status === 404) return null;
    throw error;
  }
}

function wordsOf(asked: Asked, title: string): { title: string; text: string; yes: string } {
  const { what } = asked;
  if (what === "delete") return { title: t("editor.delete_sure"), text: t("editor.delete_text", { title }), yes: t("editor.delete") };
  return { title: t(`editor.${what}_title`), text: t(`editor.${what}`), yes: t(`editor.${what}_do`) };
}
