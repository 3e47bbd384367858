/** A routine of one's own: steps of several guides in an order of one's choosing, by the keyboard or the mouse. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { filled } from "../pages/howto";
import type { GuidePage, GuideStep } from "../session/protocol";
import { api, RefusedError } from "../store/api";
import { ownGuides } from "../store/ownGuides";
import { type Part, type Planned, plans } from "../store/plan";
import { langOf, t } from "../text";
import { moved, USUAL } from "./draft";
import type { Known } from "./PlanPage";

/** A step that was chosen, with its words. */
interface Chosen extends Part {
  words: string;
  guideTitle: string;
}

type Way = "up" | "down";

const keyOf = ({ guide, step }: Part): string => `${guide}#${step}`;

export function Routine({ guides, onMade, planNow }: { guides: readonly Known[]; onMade: () => Promise<void>; planNow: (planned: Planned) => Promise<void> }) {
  const [parts, setParts] = useState<Chosen[]>([]);
  const [from, setFrom] = useState("");
  const [title, setTitle] = useState("");
  const [planIt, setPlanIt] = useState(true);
  const [working, setWorking] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [said, setSaid] = useState("");
  const [made, setMade] = useState<{ name: string; title: string } | null>(null);
  const guide = guides.find(({ name }) => name === from)?.name ?? guides[0]?.name;

  const make = async (): Promise<void> => {
    setMade(null);
    if (parts.length === 0) return setTrouble(t("plan.routine.need_steps"));
    const called = title.trim();
    if (called === "") return setTrouble(t("plan.routine.need_name"));
    setWorking(true);
    setTrouble("");
    try {
      const { name, text } = await plans.routine(called, parts.map(({ guide, step }) => ({ guide, step })), planIt ? USUAL : null);
      await ownGuides.put(name, text, null);
      setParts([]);
      setTitle("");
      await onMade();
      // The routine is there, whatever becomes of its place in the plan.
      if (planIt) await planNow({ ...USUAL, guide: name }).catch(() => setTrouble(t("plan.take.plan_failed")));
      setMade({ name, title: called });
    } catch (error) {
      setTrouble(error instanceof RefusedError ? t("plan.routine.refused", { status: String(error.status) }) : t("plan.routine.failed"));
    } finally {
      setWorking(false);
    }
  };
  const move = (index: number, to: number): void => {
    const part = parts[index];
    if (!part || to < 0 || to >= parts.length) return;
    setParts(moved(parts, index, to));
    setSaid(t("plan.routine.moved", { step: part.words, place: to + 1, count: parts.length }));
  };

  return (
    <section class="card stack" aria-labelledby="routine">
      <div>
        <h2 id="routine">{t("plan.routine.title")}</h2>
        <p class="quiet">{t("plan.routine.lead")}</p>
      </div>
      <div class="routine-panes">
        <div class="stack">
          <label class="plan-field">
            <span>{t("plan.routine.from")}</span>
            <select value={guide} onChange={(event) => setFrom(event.currentTarget.value)}>
              {guides.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          {guide !== undefined && (
            <StepsOf
              key={guide}
              name={guide}
              chosen={parts}
              onAdd={(part) => {
                setParts([...parts, part]);
                setMade(null);
                setTrouble("");
              }}
            />
          )}
        </div>
        <div class="stack">
          <div>
            <h3>{t("plan.routine.chosen")}</h3>
            {parts.length > 1 && <p class="quiet small">{t("plan.routine.drag")}</p>}
          </div>
          {parts.length === 0 ? <p class="quiet routine-none">{t("plan.routine.chosen_none")}</p> : <Order parts={parts} onMove={move} onRemove={(index) => setParts(parts.filter((_, at) => at !== index))} />}
          <p class="hidden-visually" role="status">
            {said}
          </p>
          <label class="plan-field">
            <span>{t("plan.routine.name")}</span>
            <input type="text" maxLength={80} autocomplete="off" placeholder={t("plan.routine.name_sample")} value={title} onInput={(event) => setTitle(event.currentTarget.value)} />
          </label>
          <label class="plan-check">
            <input type="checkbox" checked={planIt} onChange={(event) => setPlanIt(event.currentTarget.checked)} />
            <span>{t("plan.routine.plan_it")}</span>
          </label>
          <div class="buttons">
            <button type="button" class="primary" disabled={working} onClick={() => void make()}>
              {t("plan.routine.make")}
            </button>
          </div>
          <p class="error small" role="alert">
            {trouble}
          </p>
          <p role="status">
            {made && (
              <>
                {t("plan.routine.made", { title: made.title })}{" "}
                <a href={pathOf({ page: "guide", name: made.name })}>{t("plan.routine.open")}</a>
              </>
            )}
          </p>
        </div>
      </div>
    </section>
  );
}

const wordsOf = (step: GuideStep, guide: GuidePage): string => filled(step.title, guide);

function StepsOf({ name, chosen, onAdd }: { name: string; chosen: readonly Chosen[]; onAdd: (part: Chosen) => void }) {
  const [loaded] = useLoaded(() => api.guide(name), name);
  if (loaded.state === "failed") return <p class="error">{t("plan.take.failed")}</p>;
  if (loaded.state === "loading") return <p class="quiet late">{t("app.loading")}</p>;
  const guide = loaded.value;
  return (
    <ul class="routine-steps">
      {guide.steps.map((step) => {
        const words = wordsOf(step, guide);
        const part = { guide: name, step: step.id };
        return (
          <li key={step.id}>
            <span lang={langOf(guide.language)}>{words}</span>
            <button type="button" class="plan-small" disabled={chosen.some((one) => keyOf(one) === keyOf(part))} aria-label={t("plan.routine.add_named", { step: words })} onClick={() => onAdd({ ...part, words, guideTitle: guide.title })}>
              {t("plan.routine.add")}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Order({ parts, onMove, onRemove }: { parts: readonly Chosen[]; onMove: (from: number, to: number) => void; onRemove: (index: number) => void }) {
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [pressed, setPressed] = useState<{ key: string; way: Way } | null>(null);
  // The button that was pressed moves with its step, and must not lose the focus by it.
  useLayoutEffect(() => {
    if (!pressed) return;
    const row = list.current?.querySelector(`[data-part="${pressed.key}"]`);
    const same = row?.querySelector<HTMLButtonElement>(`[data-way="${pressed.way}"]:not(:disabled)`);
    (same ?? row?.querySelector<HTMLButtonElement>("[data-way]:not(:disabled)"))?.focus();
    setPressed(null);
  }, [pressed]);
  const press = (index: number, way: Way, part: Chosen): void => {
    onMove(index, index + (way === "up" ? -1 : 1));
    setPressed({ key: keyOf(part), way });
  };
  return (
    <ol ref={list} class="routine-order">
      {parts.map((part, index) => (
        <li
          key={keyOf(part)}
          data-part={keyOf(part)}
          data-dragged={dragged === index || undefined}
          draggable
          onDragStart={(event) => {
            setDragged(index);
            // Firefox drags nothing without data.
            event.dataTransfer?.setData("text/plain", part.words);
          }}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            if (dragged === index) return;
            onMove(dragged, index);
            setDragged(index);
          }}
          onDrop={(event) => event.preventDefault()}
          onDragEnd={() => setDragged(null)}
        >
          <span class="routine-words">
            {part.words}
            <span class="quiet small note">{part.guideTitle}</span>
          </span>
          <span class="routine-tools">
            <button type="button" class="plan-small" data-way="up" disabled={index === 0} aria-label={t("plan.routine.up", { step: part.words })} onClick={() => press(index, "up", part)}>
              ↑
            </button>
            <button type="button" class="plan-small" data-way="down" disabled={index === parts.length - 1} aria-label={t("plan.routine.down", { step: part.words })} onClick={() => press(index, "down", part)}>
              ↓
            </button>
            <button type="button" class="plan-small" aria-label={t("plan.routine.take_out", { step: part.words })} onClick={() => onRemove(index)}>
              ×
            </button>
          </span>
        </li>
      ))}
    </ol>
  );
}
