/** One more guide for the plan, as often as it says itself. */
import { useState } from "preact/hooks";

import type { Planned } from "../store/plan";
import { t } from "../text";
import { USUAL } from "./draft";
import type { Known } from "./PlanPage";
import { cadenceText } from "./words";

/** `guides`: those that are not planned yet. */
export function AddGuide({ guides, onAdd }: { guides: readonly Known[]; onAdd: (planned: Planned) => void }) {
  const [chosen, setChosen] = useState("");
  const guide = guides.find(({ name }) => name === chosen) ?? guides[0];
  if (!guide) return <p class="quiet">{t("plan.add_all")}</p>;
  return (
    <section class="card stack" aria-labelledby="add">
      <h2 id="add">{t("plan.add_title")}</h2>
      <label class="plan-field">
        <span>{t("plan.add_which")}</span>
        <select value={guide.name} onChange={(event) => setChosen(event.currentTarget.value)}>
          {guides.map((guide) => (
            <option key={guide.name} value={guide.name}>
              {guide.title}
            </option>
          ))}
        </select>
      </label>
      <p class="quiet small">{t(guide.plan ? "plan.add_own" : "plan.add_usual", { cadence: cadenceText(guide.plan ?? USUAL) })}</p>
      <div class="buttons">
        <button type="button" onClick={() => onAdd({ ...(guide.plan ?? USUAL), guide: guide.name })}>
          {t("plan.add_do")}
        </button>
      </div>
    </section>
  );
}
