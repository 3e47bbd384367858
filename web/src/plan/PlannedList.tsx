/** What is planned: each guide with how often, to be changed or taken out. */
import { useState } from "preact/hooks";

import { pathOf } from "../app/router";
import { readable } from "../pages/summary";
import type { Planned } from "../store/plan";
import { langOf, t } from "../text";
import { CadenceFields } from "./CadenceFields";
import type { Known } from "./PlanPage";
import { cadenceText } from "./words";

interface Props {
  breaks: readonly Planned[];
  guides: readonly Known[];
  onChange: (planned: Planned) => void;
  onRemove: (guide: string) => void;
}

export function PlannedList({ breaks, guides, onChange, onRemove }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section class="stack" aria-labelledby="planned">
      <h2 id="planned">{t("plan.listed_title")}</h2>
      {breaks.length === 0 && <p class="card quiet">{t("plan.empty")}</p>}
      {breaks.length > 0 && (
        <ul class="planned">
          {breaks.map((planned) => {
            const guide = guides.find(({ name }) => name === planned.guide);
            const title = guide?.title ?? readable(planned.guide);
            const isOpen = open === planned.guide;
            return (
              <li key={planned.guide} class="card">
                <div class="planned-head">
                  <div>
                    <h3 lang={guide && langOf(guide.language)}>{guide ? <a href={pathOf({ page: "guide", name: planned.guide })}>{title}</a> : title}</h3>
                    <p class="planned-often">{cadenceText(planned)}</p>
                    {!guide && <p class="quiet small">{t("plan.gone")}</p>}
                  </div>
                  <div class="buttons">
                    <button type="button" class="plan-small" aria-expanded={isOpen} aria-label={t(isOpen ? "plan.changed_named" : "plan.change_named", { title })} onClick={() => setOpen(isOpen ? null : planned.guide)}>
                      {isOpen ? t("plan.changed") : t("plan.change")}
                    </button>
                    <button type="button" class="plan-small" aria-label={t("plan.remove_named", { title })} onClick={() => onRemove(planned.guide)}>
                      {t("plan.remove")}
                    </button>
                  </div>
                </div>
                {isOpen && <CadenceFields id={planned.guide} of={planned} onChange={(cadence) => onChange({ ...cadence, guide: planned.guide })} />}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
