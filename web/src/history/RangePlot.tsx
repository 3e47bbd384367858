/**
 * How far a movement went over time, side by side: each point with how wrong the camera may be and from where it looked.
 * One stop for the keyboard; the arrow keys go from point to point, and what has the focus is written out above.
 */
import { curveStepAfter, line, symbol, symbolCircle, symbolTriangle } from "d3-shape";
import { useMemo, useRef, useState } from "preact/hooks";

import type { Range } from "../store/history";
import type { Side } from "../session/protocol";
import { percentText, t } from "../text";
import { dayAt } from "./days";
import { type Group, grouped, type Unit } from "./groups";
import { MARGIN, timeScale, timeTicks, valueScale } from "./scales";
import { TableOf } from "./TableOf";
import { useWidth } from "./useWidth";
import { amountText, pointText, shortText, sideText, tickText, valueText, viewsText, whenText } from "./words";

const HEIGHT = 230;
/** Left and right of one session stand beside each other, not on each other. */
const APART_PX = 3.5;
/** Square pixels. */
const POINT_SIZE = 62;

const SHAPES: Record<Side, string> = { left: symbol(symbolCircle, POINT_SIZE)() ?? "", right: symbol(symbolTriangle, POINT_SIZE)() ?? "" };

const shapeOf = (side: Side | null): string => SHAPES[side ?? "left"];

/** `title`: what is measured, for headings and labels. */
export function RangePlot({ range, points, unit, title }: { range: Range; points: Range["points"]; unit: Unit; title: string }) {
  const [box, width] = useWidth();
  const [shown, setShown] = useState<string | null>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const groups = useMemo(() => grouped(points, unit), [points, unit]);
  const times = groups.map(({ at }) => at);
  const x = timeScale(Math.min(...times), Math.max(...times), width);
  const y = valueScale(groups, range.error, HEIGHT);
  const place = (group: Group): [number, number] => [x(group.at) + (group.side === null ? 0 : group.side === "left" ? -APART_PX : APART_PX), y(group.value)];
  const sides: (Side | null)[] = range.sided ? ["left", "right"] : [null];
  const now = groups.find(({ key }) => key === shown) ?? groups.at(-1);

  const step = (event: KeyboardEvent, group: Group): void => {
    const index = groups.indexOf(group);
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: groups.length - 1 }[event.key];
    const next = to === undefined ? undefined : groups[to];
    if (to === undefined) return;
    event.preventDefault();
    if (!next) return;
    setShown(next.key);
    drawing.current?.querySelector<SVGGElement>(`[data-place="${to}"]`)?.focus();
  };

  return (
    <div class="plot" ref={box}>
      <div class="plot-top small">
        <p class="plot-keys quiet">
          {range.sided &&
            sides.map((side) =>
              side === null ? null : (
                <span key={side} class="plot-key">
                  <svg class="plot-sign" data-side={side} viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true" focusable="false">
                    <path d={shapeOf(side)} />
                  </svg>{" "}
                  {sideText(side)}
                </span>
              ),
            )}{" "}
          {groups.some(({ threshold }) => threshold !== null) && (
            <span class="plot-key">
              <svg class="plot-asked" viewBox="0 0 22 4" width="22" height="4" aria-hidden="true" focusable="false">
                <line x1="0" x2="22" y1="2" y2="2" />
              </svg>{" "}
              {t("lookback.asked")}
            </span>
          )}{" "}
          {groups.some(({ aside }) => aside) && (
            <span class="plot-key">
              <svg class="plot-sign" data-aside viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true" focusable="false">
                <path d={shapeOf(null)} />
              </svg>{" "}
              {t("lookback.aside")}
            </span>
          )}
        </p>
        {/* Each point says the same of itself where it has the focus. */}
        <p class="plot-said no-print" aria-hidden="true">
          {now && pointText(now, range, unit)}
        </p>
      </div>
      <svg ref={drawing} class="plot-drawing" viewBox={`0 0 ${width} ${HEIGHT}`} role="group" aria-label={t("lookback.range_label", { title })} focusable="false">
        {y.ticks(4).map((tick) => (
          <g key={tick} aria-hidden="true">
            <line class="plot-grid" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
            <text class="plot-text" x={MARGIN.left - 7} y={y(tick)} dy="0.32em" text-anchor="end">
              {tickText(tick, range.unit)}
            </text>
          </g>
        ))}
        {timeTicks(x, width).map((tick) => (
          <text key={tick.getTime()} class="plot-text" x={x(tick)} y={HEIGHT - 8} text-anchor="middle" aria-hidden="true">
            {shortText(dayAt(tick.getTime()), unit)}
          </text>
        ))}
        <Asked groups={groups} x={x} y={y} width={width} />
        {sides.map((side) => (
          <path key={side ?? ""} class="plot-way" data-side={side ?? undefined} d={line<Group>((group) => place(group)[0], (group) => place(group)[1])(groups.filter((group) => group.side === side)) ?? ""} aria-hidden="true" />
        ))}
        {groups.map((group, index) => (
          <Point
            key={group.key}
            group={group}
            at={place(group)}
            error={range.error === null ? null : [y(group.value + range.error), y(group.value - range.error)]}
            index={index}
            current={group === now}
            label={pointText(group, range, unit)}
            onShow={() => setShown(group.key)}
            onKey={(event) => step(event, group)}
          />
        ))}
      </svg>
      <TableOf
        title={title}
        head={[t("lookback.table.when"), ...(range.sided ? [t("lookback.table.side")] : []), t("lookback.table.value"), t("lookback.table.asked"), t("lookback.table.view"), t("lookback.table.sure"), ...(unit === "session" ? [] : [t("lookback.table.sessions")])]}
        rows={groups.map((group) => ({
          key: group.key,
          cells: [
            whenText(group, unit),
            ...(range.sided ? [group.side === null ? "" : sideText(group.side)] : []),
            valueText(group, range),
            group.threshold === null ? "" : amountText(group.threshold, range.unit),
            viewsText(group.views),
            group.confidence === null ? "" : percentText(group.confidence),
            ...(unit === "session" ? [] : [String(group.sessions)]),
          ],
        }))}
      />
    </div>
  );
}

/** What the guide asks for: it may have changed meanwhile. */
function Asked({ groups, x, y, width }: { groups: readonly Group[]; x: (at: number) => number; y: (value: number) => number; width: number }) {
  const asked = groups.flatMap(({ at, threshold }) => (threshold === null ? [] : [{ at: x(at), value: y(threshold) }]));
  const [first, last] = [asked[0], asked.at(-1)];
  if (!first || !last) return null;
  const whole = [{ ...first, at: MARGIN.left }, ...asked, { ...last, at: width - MARGIN.right }];
  const d = line<(typeof whole)[number]>(({ at }) => at, ({ value }) => value).curve(curveStepAfter)(whole) ?? "";
  return <path class="plot-goal" d={d} aria-hidden="true" />;
}

interface PointProps {
  group: Group;
  at: [number, number];
  /** From the top to the bottom of its error, in pixels. */
  error: [number, number] | null;
  index: number;
  current: boolean;
  label: string;
  onShow: () => void;
  onKey: (event: KeyboardEvent) => void;
}

function Point({ group, at: [x, y], error, index, current, label, onShow, onKey }: PointProps) {
  return (
    <g class="plot-point" data-side={group.side ?? undefined} data-aside={group.aside || undefined} data-place={index} data-current={current || undefined} role="img" aria-label={label} tabIndex={current ? 0 : -1} onFocus={onShow} onPointerEnter={onShow} onClick={onShow} onKeyDown={onKey}>
      <rect class="plot-hit" x={x - 9} y={y - 14} width={18} height={28} />
      {error && <path class="plot-error" d={`M${x} ${error[0]}V${error[1]}M${x - 3} ${error[0]}h6M${x - 3} ${error[1]}h6`} />}
      <path class="plot-shape" d={shapeOf(group.side)} transform={`translate(${x} ${y})`} />
    </g>
  );
}
