/** Guide by guide: how often, how far each side went, where form breaks most, left against right. */
import { useState } from "preact/hooks";

import { pathOf } from "../app/router";
import { useKept, useLoaded } from "../app/useLoaded";
import { readable } from "../pages/summary";
import { type Break, type Course, lookBack, type Range } from "../store/history";
import type { GuidePage } from "../session/protocol";
import { api } from "../store/api";
import { catalogue, dateText, datesText, t } from "../text";
import { CoursePlot, SmallCourse } from "./CoursePlot";
import { dayAt, daysLater, clockOf } from "./days";
import { beginOf, counted, type Period, PERIODS, since, toldApart, unitFor } from "./groups";
import { RangePlot } from "./RangePlot";
import { amountText, errorText, sideText } from "./words";

/** As many weeks as the small pictures beside the names show. */
const SMALL_WEEKS = 12;
/** A course longer than this is counted by the month, one shorter than the other by the day. */
const BY_MONTH_DAYS = 370;
const BY_DAY_DAYS = 35;
/** Sentences that broke most often. */
const MOST_BREAKS = 5;

const PERIOD_NAMES = Object.keys(PERIODS) as Period[];

export function ByGuide({ courses, titles, today, turn }: { courses: readonly Course[]; titles: ReadonlyMap<string, string>; today: string; turn: number }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [period, setPeriod] = useState<Period>("quarter");
  const course = courses.find(({ guide }) => guide === chosen) ?? courses[0];
  if (!course) return null;
  const titleOf = (guide: string): string => titles.get(guide) ?? readable(guide);
  return (
    <section class="stack by-guide" aria-labelledby="by-guide">
      <div>
        <h2 id="by-guide">{t("lookback.guides_title")}</h2>
        <p class="quiet">{t("lookback.guides_lead")}</p>
      </div>
      <fieldset class="guide-choice no-print">
        <legend class="hidden-visually">{t("lookback.which")}</legend>
        {courses.map((one) => (
          <label key={one.guide} class="guide-row">
            <input type="radio" name="guide" checked={one === course} onChange={() => setChosen(one.guide)} />
            <span class="guide-row-name">
              {titleOf(one.guide)}
              <span class="quiet small note">
                {t("lookback.sessions", { count: one.sessions })} · {t("lookback.last", { date: dateText(dayAt(clockOf(one.last))) })}
              </span>
            </span>
            <SmallCourse counts={counted(one.points, "week", daysLater(today, -7 * (SMALL_WEEKS - 1)), today)} />
          </label>
        ))}
      </fieldset>
      <fieldset class="choice no-print">
        <legend>{t("lookback.period_title")}</legend>
        <div class="pills">
          {PERIOD_NAMES.map((name) => (
            <label key={name}>
              <input type="radio" name="period" checked={name === period} onChange={() => setPeriod(name)} />
              {t(`lookback.period.${name}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <OfGuide key={course.guide} course={course} title={titleOf(course.guide)} period={period} today={today} turn={turn} />
    </section>
  );
}

function OfGuide({ course, title, period, today, turn }: { course: Course; title: string; period: Period; today: string; turn: number }) {
  const [loaded, again] = useLoaded(async () => {
    const [ranges, guide] = await Promise.all([lookBack.ranges(course.guide), api.guide(course.guide).catch(() => null)]);
    return { ranges, guide };
  }, `${course.guide} ${turn}`);
  const known = useKept(loaded);
  const begin = beginOf(period, today);
  const first = dayAt(clockOf(course.first));
  // Before the first session there was nothing to show.
  const from = begin === null || begin < first ? first : begin;
  const days = (Date.parse(today) - Date.parse(from)) / 86_400_000;
  const unit = days > BY_MONTH_DAYS ? "month" : days > BY_DAY_DAYS ? "week" : "day";
  const guide = known?.guide ?? null;
  return (
    <div class="stack of-guide">
      <article class="card stack" aria-labelledby="course">
        <div>
          <h3 id="course" class="of-guide-title">
            {title}
          </h3>
          <p class="quiet small">{datesText(from, today)}</p>
        </div>
        <p class="small plot-keys quiet">
          <Key by="seen" text={t("lookback.week.mark_seen")} /> <Key by="self_reported" text={t("lookback.week.mark_self")} />
        </p>
        <CoursePlot counts={counted(course.points, unit, from, today)} unit={unit} title={t("lookback.course_title", { title })} />
        <p class="no-print">
          <a class="alone" href={pathOf({ page: "guide", name: course.guide })}>
            {t("lookback.to_guide")}
          </a>
        </p>
      </article>
      {loaded.state === "failed" && (
        <p class="error">
          {t("lookback.failed")}{" "}
          <button type="button" class="plain" onClick={again}>
            {t("app.again")}
          </button>
        </p>
      )}
      {known && <Ranges ranges={known.ranges} guide={known.guide} begin={begin} />}
      {course.breaks.length > 0 && <Breaks breaks={course.breaks} guide={guide} />}
    </div>
  );
}

function Key({ by, text }: { by: "seen" | "self_reported"; text: string }) {
  return (
    <span class="plot-key">
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        <rect class="course-bar" data-by={by} x="1" y="1" width="10" height="10" />
      </svg>{" "}
      {text}
    </span>
  );
}

function Ranges({ ranges, guide, begin }: { ranges: readonly Range[]; guide: GuidePage | null; begin: string | null }) {
  const seen = ranges.filter(({ points }) => points.length > 0);
  return (
    <section class="stack" aria-labelledby="ranges">
      <div>
        <h3 id="ranges" class="of-guide-title">
          {t("lookback.ranges_title")}
        </h3>
        <p class="quiet small">{seen.length > 0 ? t("lookback.ranges_lead") : t("lookback.ranges_none")}</p>
      </div>
      {seen.map((range) => (
        <OneRange key={`${range.step} ${range.rule}`} range={range} guide={guide} begin={begin} />
      ))}
    </section>
  );
}

/** The page's word for a measure: "Tilt". */
function measureText(measure: string): string {
  const names: Record<string, string> = catalogue.session.measure;
  return names[measure] ?? readable(measure);
}

/** The side is said beside it. */
const withoutSide = (name: string): string => name.replaceAll(/\s*\{side\}/g, "").trim();

function OneRange({ range, guide, begin }: { range: Range; guide: GuidePage | null; begin: string | null }) {
  const step = guide?.steps.find(({ id }) => id === range.step);
  const name = withoutSide(step?.short ?? readable(range.step));
  const measure = measureText(range.measure);
  const title = name === measure ? name : `${name}: ${measure}`;
  const points = since(range.points, begin);
  const unit = unitFor(points);
  const id = `range-${range.step}-${range.measure}`;
  return (
    <article class="card stack one-range" aria-labelledby={id}>
      <div>
        <h4 id={id}>{title}</h4>
        <p class="quiet small">
          {t(`lookback.unit.${unit}`)}{" "}
          {range.error === null ? t("lookback.error_unknown") : t("lookback.error", { error: errorText(range.error, range.unit) })}
        </p>
      </div>
      {points.length === 0 ? <p class="quiet">{t("lookback.period_empty")}</p> : <RangePlot range={range} points={points} unit={unit} title={title} />}
      {range.left && range.right && <LeftRight left={range.left} right={range.right} range={range} />}
    </article>
  );
}

function LeftRight({ left, right, range }: { left: NonNullable<Range["left"]>; right: NonNullable<Range["right"]>; range: Range }) {
  const apart = toldApart(left.median, right.median, range.error);
  const far = left.median > right.median ? "left" : "right";
  return (
    <p class="left-right">
      {t("lookback.sides", { left: amountText(left.median, range.unit), right: amountText(right.median, range.unit) })}{" "}
      {apart === false && t("lookback.sides_alike")}
      {apart === true && t("lookback.sides_apart", { side: sideText(far), by: amountText(Math.abs(left.median - right.median), range.unit) })}
      {apart === null && t("lookback.sides_unknown")}
    </p>
  );
}

function Breaks({ breaks, guide }: { breaks: readonly Break[]; guide: GuidePage | null }) {
  return (
    <section class="card stack" aria-labelledby="breaks">
      <div>
        <h3 id="breaks" class="of-guide-title">
          {t("lookback.breaks_title")}
        </h3>
        <p class="quiet small">{t("lookback.breaks_lead")}</p>
      </div>
      <ol class="breaks">
        {breaks.slice(0, MOST_BREAKS).map(({ step, side, text, rule, sessions, of }) => (
          <li key={`${step} ${rule} ${side ?? ""}`}>
            <p>{text}</p>
            <svg class="break-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <rect class="break-all" width="100" height="6" />
              <rect class="break-some" width={of > 0 ? (100 * sessions) / of : 0} height="6" />
            </svg>
            <p class="quiet small">
              {withoutSide(guide?.steps.find(({ id }) => id === step)?.short ?? readable(step))}
              {side !== null && side !== undefined && `, ${sideText(side)}`} · {t("lookback.break_in", { count: sessions, of })}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
