/** When no reminder comes, and how long one may be put off. */
import type { Plan, Quiet } from "../store/plan";
import { t } from "../text";
import { Amount } from "./CadenceFields";
import { PUT_OFF } from "./draft";

/** What quiet hours begin with. */
const NIGHT: Quiet = { from: "22:00", to: "07:00" };

export function Limits({ plan, onChange }: { plan: Plan; onChange: (plan: Plan) => void }) {
  const change = (index: number, part: Partial<Quiet>): void => onChange({ ...plan, quiet: plan.quiet.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <section class="card plan-limits">
      <fieldset class="stack">
        <legend class="plan-legend">{t("plan.quiet_title")}</legend>
        <p class="quiet small">{t("plan.quiet_note")}</p>
        <ul class="quiet-hours">
          {plan.quiet.length === 0 && <li class="quiet">{t("plan.quiet_none")}</li>}
          {plan.quiet.map(({ from, to }, index) => (
            <li key={index}>
              <label>
                <span>{t("plan.quiet_from")}</span> <input type="time" required value={from} onInput={(event) => change(index, { from: event.currentTarget.value })} />
              </label>
              <label>
                <span>{t("plan.quiet_to")}</span> <input type="time" required value={to} onInput={(event) => change(index, { to: event.currentTarget.value })} />
              </label>
              <button type="button" class="plan-small" aria-label={t("plan.quiet_remove", { from, to })} onClick={() => onChange({ ...plan, quiet: plan.quiet.filter((_, at) => at !== index) })}>
                ×
              </button>
            </li>
          ))}
        </ul>
        <div>
          <button type="button" class="plan-small" onClick={() => onChange({ ...plan, quiet: [...plan.quiet, NIGHT] })}>
            {t("plan.quiet_add")}
          </button>
        </div>
      </fieldset>
      <fieldset class="stack">
        <legend class="plan-legend">{t("plan.put_off_title")}</legend>
        <Amount label={t("plan.put_off")} value={plan.put_off_min} {...PUT_OFF} step={5} onChange={(put_off_min) => onChange({ ...plan, put_off_min })} />
        <p class="quiet small">{t("plan.put_off_note")}</p>
      </fieldset>
    </section>
  );
}
