/** How often a guide was done over time: a bar for each span, the part that a camera saw below the person's own word. */
import { stack } from "d3-shape";

import type { Count, Unit } from "./groups";
import { countScale } from "./scales";
import { shortText, whenText } from "./words";
import { t } from "../text";
import { TableOf } from "./TableOf";
import { useWidth } from "./useWidth";

const HEIGHT = 120;
const BOTTOM = 24;
const LEFT = 30;
/** Between two words under the bars. */
const WORD_PX = 92;
const KEYS = ["seen", "self_reported"] as const;

const stacked = stack<unknown, Count, (typeof KEYS)[number]>()
  .keys(KEYS)
  .value((count, key) => count[key]);

export function CoursePlot({ counts, unit, title }: { counts: readonly Count[]; unit: Exclude<Unit, "session">; title: string }) {
  const [box, width] = useWidth();
  const y = countScale(Math.max(0, ...counts.map(({ seen, self_reported }) => seen + self_reported)), HEIGHT, BOTTOM);
  const slot = Math.max(1, (width - LEFT) / Math.max(1, counts.length));
  const every = Math.max(1, Math.ceil(WORD_PX / slot));
  const ticks = y.ticks(2).filter(Number.isInteger);
  return (
    <div class="plot" ref={box}>
      <svg class="plot-drawing" viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={t("lookback.course_label", { title })} focusable="false">
        {ticks.map((tick) => (
          <g key={tick}>
            <line class="plot-grid" x1={LEFT} x2={width} y1={y(tick)} y2={y(tick)} />
            <text class="plot-text" x={LEFT - 6} y={y(tick)} dy="0.32em" text-anchor="end">
              {tick}
            </text>
          </g>
        ))}
        {stacked([...counts]).map((series) =>
          series.map(([low, high], index) =>
            high > low ? <rect key={`${series.key} ${index}`} class="course-bar" data-by={series.key} x={LEFT + index * slot + slot * 0.15} width={slot * 0.7} y={y(high)} height={y(low) - y(high)} /> : null,
          ),
        )}
        {counts.map(({ from }, index) =>
          index % every === 0 && LEFT + index * slot + WORD_PX / 2 < width ? (
            <text key={from} class="plot-text" x={LEFT + index * slot + slot * 0.15} y={HEIGHT - 7}>
              {shortText(from, unit)}
            </text>
          ) : null,
        )}
      </svg>
      <TableOf
        title={title}
        head={[t("lookback.table.when"), t("lookback.table.seen"), t("lookback.table.self")]}
        rows={counts.map((count) => ({ key: count.from, cells: [whenText(count, unit), String(count.seen), String(count.self_reported)] }))}
      />
    </div>
  );
}

/** The last weeks of a course in small: an ornament beside numbers that say it in words. */
export function SmallCourse({ counts }: { counts: readonly Count[] }) {
  const [width, height] = [counts.length * 7, 26];
  const y = countScale(Math.max(0, ...counts.map(({ seen, self_reported }) => seen + self_reported)), height, 1);
  return (
    <svg class="small-course" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true" focusable="false">
      {counts.map(({ from, seen, self_reported }, index) => {
        const all = seen + self_reported;
        return <rect key={from} class={all > 0 ? "small-bar" : "small-none"} x={index * 7} width={5} y={all > 0 ? y(all) : height - 2} height={all > 0 ? height - 1 - y(all) : 1} />;
      })}
    </svg>
  );
}
