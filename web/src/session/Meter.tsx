/** How far the movement has got, as a bar with the band to aim for. */
import { useEffect, useRef } from "preact/hooks";

import { isThere, measureName, meterAim, meterSpoken, meterText } from "./figures";
import type { Meter, View } from "./protocol";
import type { Run } from "./run";

export function MeterBar({ run, measure }: { run: Run; measure: string }) {
  const bar = useRef<HTMLDivElement>(null);
  const value = useRef<HTMLSpanElement>(null);
  const aim = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let spoken = "";
    return run.views((view: View) => {
      const { meter } = view;
      const at = bar.current;
      if (!meter || !at) return;
      place(at, meter);
      const now = meterSpoken(meter);
      if (now === spoken) return;
      spoken = now;
      at.setAttribute("aria-valuemin", String(Math.round(scaled(meter, meter.least))));
      at.setAttribute("aria-valuemax", String(Math.round(scaled(meter, meter.most))));
      at.setAttribute("aria-valuenow", String(Math.round(scaled(meter, Math.min(meter.most, Math.max(meter.least, meter.value ?? meter.least))))));
      at.setAttribute("aria-valuetext", now);
      if (value.current) value.current.textContent = meterText(meter);
      if (aim.current) aim.current.textContent = meterAim(meter);
    });
  }, [run]);
  return (
    <div class="live-meter">
      <div class="live-meter-words" aria-hidden="true">
        <span>{measureName(measure)}</span>
        <span ref={value} class="live-meter-value" />
        <span ref={aim} class="live-meter-aim" />
      </div>
      <div ref={bar} class="live-meter-bar" role="meter" aria-label={measureName(measure)} aria-valuenow={0}>
        <span class="live-meter-band" />
        <span class="live-meter-fill" />
        <span class="live-meter-mark" />
      </div>
    </div>
  );
}

/** Degrees as they are, all else as hundredths; nobody reads them: the words are beside them. */
const scaled = (meter: Meter, value: number): number => (meter.unit === "deg" ? value : 100 * value);

/** The fuller, the nearer: also where less is better. */
function place(bar: HTMLElement, meter: Meter): void {
  const [from, to] = meter.band;
  const less = from <= meter.least;
  const share = (value: number): number => {
    const along = Math.min(1, Math.max(0, (value - meter.least) / (meter.most - meter.least)));
    return less ? 1 - along : along;
  };
  bar.style.setProperty("--from", String(share(less ? to : from)));
  bar.style.setProperty("--to", String(share(less ? from : to)));
  bar.style.setProperty("--value", String(meter.value === null ? 0 : share(meter.value)));
  bar.dataset["stand"] = meter.value === null ? "unseen" : meter.missing || !isThere(meter) ? "under_way" : "there";
}
