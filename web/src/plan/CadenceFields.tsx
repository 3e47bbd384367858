/** Fields for how often and on which days. */
import { type Cadence, DAYS, type Often } from "../store/plan";
import { t } from "../text";
import { MINUTES, nextTime, oftenOf, TIMES_A_DAY, toggled } from "./draft";
import { dayText } from "./words";

const KINDS: readonly Often["kind"][] = ["times_a_day", "every", "at"];

/** `id`: unlike that of any other such fields on the page. */
export function CadenceFields({ id, of, onChange }: { id: string; of: Cadence; onChange: (cadence: Cadence) => void }) {
  const { often, days } = of;
  const change = (often: Often): void => onChange({ ...of, often });
  return (
    <div class="stack cadence">
      <fieldset class="choice">
        <legend>{t("plan.how_often")}</legend>
        <div class="pills">
          {KINDS.map((kind) => (
            <label key={kind}>
              <input type="radio" name={`${id}-kind`} checked={often.kind === kind} onChange={() => change(oftenOf(kind))} />
              {t(`plan.kind.${kind}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {often.kind === "times_a_day" && <Amount label={t("plan.times")} value={often.times} {...TIMES_A_DAY} step={1} onChange={(times) => change({ ...often, times })} />}
      {often.kind === "every" && <Amount label={t("plan.minutes")} value={often.minutes} {...MINUTES} step={5} onChange={(minutes) => change({ ...often, minutes })} />}
      {often.kind === "at" && <Hours times={often.times} onChange={(times) => change({ ...often, times })} />}
      {often.kind === "every" && <p class="quiet small">{t("plan.every_note")}</p>}
      <fieldset class="choice">
        <legend>{t("plan.which_days")}</legend>
        <div class="pills">
          {DAYS.map((day) => (
            <label key={day}>
              <input type="checkbox" checked={days.includes(day)} aria-label={dayText(day)} onChange={() => onChange({ ...of, days: toggled(days, day) })} />
              <span aria-hidden="true">{dayText(day, "short")}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

export function Amount(props: { label: string; value: number; least: number; most: number; step: number; onChange: (value: number) => void }) {
  return (
    <label class="plan-field">
      <span>{props.label}</span>
      <input
        type="number"
        inputMode="numeric"
        min={props.least}
        max={props.most}
        step={props.step}
        value={Number.isNaN(props.value) ? "" : props.value}
        onInput={(event) => props.onChange(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}

function Hours({ times, onChange }: { times: readonly string[]; onChange: (times: string[]) => void }) {
  return (
    <fieldset class="plan-hours">
      <legend>{t("plan.hours")}</legend>
      <ul>
        {times.map((time, index) => (
          <li key={index}>
            <input type="time" required aria-label={t("plan.hour", { number: index + 1 })} value={time} onInput={(event) => onChange(times.map((one, at) => (at === index ? event.currentTarget.value : one)))} />
            {times.length > 1 && (
              <button type="button" class="plan-small" aria-label={t("plan.hour_remove", { time })} onClick={() => onChange(times.filter((_, at) => at !== index))}>
                ×
              </button>
            )}
          </li>
        ))}
        <li>
          <button type="button" class="plan-small" disabled={times.length >= TIMES_A_DAY.most} onClick={() => onChange([...times, nextTime(times)])}>
            {t("plan.hour_add")}
          </button>
        </li>
      </ul>
    </fieldset>
  );
}
