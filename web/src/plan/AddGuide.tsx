/** One more guide for the plan, as often as it says itself. */
import { useState } from "preact/hooks";

import { useLoaded } from "../app/useLoaded";
import { api } from "../store/api";
import { type Cadence, type Planned, plans } from "../store/plan";
import { t } from "../text";
import { USUAL } from "./draft";
import type { Known } from "./PlanPage";
import { cadenceText } from "./words";

/** Null where the guide says nothing of how often, or can't be asked. */
async function ownCadence(name: string): Promise<Cadence | null> {
  const { text } = await api.guide(name);
  return (await plans.compare(name, text)).plan;
}

/** `guides`: those that are not planned yet. */
export function AddGuide({ guides, onAdd }: { guides: readonly Known[]; onAdd: (planned: Planned) => void }) {
  const [chosen, setChosen] = useState("");
  const name = guides.find((guide) => guide.name === chosen)?.name ?? guides[0]?.name;
  if (name === undefined) return <p class="quiet">{t("plan.add_all")}</p>;
  return (
    <section class="card stack" aria-labelledby="add">
      <h2 id="add">{t("plan.add_title")}</h2>
      <label class="plan-field">
        <span>{t("plan.add_which")}</span>
        <select value={name} onChange={(event) => setChosen(event.currentTarget.value)}>
          {guides.map((guide) => (
            <option key={guide.name} value={guide.name}>
              {guide.title}
            </option>
          ))}
        </select>
      </label>
      <Often key={name} name={name} onAdd={onAdd} />
    </section>
  );
}

function Often({ name, onAdd }: { name: string; onAdd: (planned: Planned) => void }) {
  const [loaded] = useLoaded(() => ownCadence(name), name);
  const own = loaded.state === "ready" ? loaded.value : null;
  const cadence = own ?? USUAL;
  return (
    <>
      <p class="quiet small">{loaded.state === "loading" ? "\u00a0" : t(own ? "plan.add_own" : "plan.add_usual", { cadence: cadenceText(cadence) })}</p>
      <div class="buttons">
        <button type="button" disabled={loaded.state === "loading"} onClick={() => onAdd({ ...cadence, guide: name })}>
          {t("plan.add_do")}
        </button>
      </div>
    </>
  );
}
