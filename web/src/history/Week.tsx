/** One week at a glance: of each day what was planned and what was done, who saw it, and one kind sentence. */
import { useState } from "preact/hooks";

import { useKept, useLoaded } from "../app/useLoaded";
import { lookBack, type WeekDay } from "../store/history";
import { datesText, shortDateText, t, weekdayText } from "../text";
import { DAY_MS, daysLater, momentOf, mondayOf } from "./days";
import { type Mark, marksOf } from "./week";
import { kindText } from "./words";

const WEEK_MS = 7 * DAY_MS;

/** `today`: "2026-11-30". `turn` changes when what is kept has changed. */
export function Week({ today, turn }: { today: string; turn: number }) {
  const [back, setBack] = useState(0);
  const thisWeek = mondayOf(today);
  const monday = daysLater(thisWeek, -7 * back);
  const [loaded, again] = useLoaded(() => lookBack.week(monday), `week ${monday} ${turn}`);
  const week = useKept(loaded);
  const earliest = week?.earliest ?? null;
  // What is written over the days is of the days that stand there.
  const shown = week?.monday ?? monday;
  const ago = Math.round((momentOf(thisWeek) - momentOf(shown)) / WEEK_MS);
  return (
    <section class="card stack week" aria-labelledby="week">
      <div class="week-head">
        <div>
          <h2 id="week">{ago === 0 ? t("lookback.week.this") : ago === 1 ? t("lookback.week.last") : t("lookback.week.other")}</h2>
          <p class="quiet small">{datesText(shown, daysLater(shown, 6))}</p>
        </div>
        <div class="buttons no-print">
          <button type="button" class="week-step" aria-label={t("lookback.week.back")} disabled={earliest === null || earliest >= monday} onClick={() => setBack(back + 1)}>
            ←
          </button>
          <button type="button" class="week-step" aria-label={t("lookback.week.on")} disabled={back === 0} onClick={() => setBack(back - 1)}>
            →
          </button>
        </div>
      </div>
      {loaded.state === "failed" && (
        <p class="error">
          {t("lookback.failed")}{" "}
          <button type="button" class="plain" onClick={again}>
            {t("app.again")}
          </button>
        </p>
      )}
      {week && (
        <>
          <p class="week-kind" role="status">
            {loaded.state === "ready" && kindText(week.kind, ago > 0)}
          </p>
          <ol class="week-days">
            {week.days.map((day) => (
              <Day key={day.date} day={day} today={today} />
            ))}
          </ol>
          <p class="quiet small week-legend">
            <Legend mark="seen" text={t("lookback.week.mark_seen")} /> <Legend mark="self_reported" text={t("lookback.week.mark_self")} /> <Legend mark="planned" text={t("lookback.week.mark_planned")} />
          </p>
        </>
      )}
    </section>
  );
}

function Day({ day, today }: { day: WeekDay; today: string }) {
  return (
    <li class="week-day" aria-current={day.date === today ? "date" : undefined}>
      <p>
        <span class="week-name">
          <span aria-hidden="true">{weekdayText(day.date, "short")}</span>
          <span class="hidden-visually">{weekdayText(day.date, "long")}</span>
        </span>{" "}
        <span class="quiet small">{shortDateText(day.date)}</span>
      </p>
      <p class="week-marks" aria-hidden="true">
        {marksOf(day).map((mark, index) => (
          <MarkOf key={index} mark={mark} />
        ))}
      </p>
      <p class="week-words small">{wordsOf(day)}</p>
    </li>
  );
}

/** What is nothing is not counted out to anybody. */
function wordsOf({ planned, done, seen, self_reported, stopped }: WeekDay) {
  const lines = [
    ...(done > 0 ? [t("lookback.week.done", { count: done })] : []),
    ...(planned !== null && planned > 0 ? [t("lookback.week.planned", { count: planned })] : []),
    ...(seen > 0 ? [t("lookback.week.seen", { count: seen })] : []),
    ...(self_reported > 0 ? [t("lookback.week.self", { count: self_reported })] : []),
    ...(stopped > 0 ? [t("lookback.week.stopped", { count: stopped })] : []),
  ];
  if (lines.length === 0) return <span class="quiet">{t("lookback.week.nothing")}</span>;
  return lines.map((line, index) => (
    <span key={line} class={index === 0 && done > 0 ? "week-done" : "week-line"}>
      {line}
    </span>
  ));
}

function Legend({ mark, text }: { mark: Mark; text: string }) {
  return (
    <span class="week-key">
      <MarkOf mark={mark} /> {text}
    </span>
  );
}

/** Full: a camera saw it. Half: the person says so. A dotted ring: planned. Shapes, so that colours are not needed. */
function MarkOf({ mark }: { mark: Mark }) {
  return (
    <svg class="week-mark" data-mark={mark} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <circle cx="8" cy="8" r="6" />
      {mark === "self_reported" && <path d="M8 2 A6 6 0 0 0 8 14 Z" />}
    </svg>
  );
}
