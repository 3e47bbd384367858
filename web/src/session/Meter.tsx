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
    <div class="meter-line">
      <div class="meter-words" aria-hidden="true">
        <span>{measureName(measure)}</span>
        <span ref={value} class="meter-value" />
        <span ref={aim} class="quiet small" />
      </div>
      <div ref={bar} class="meter" role="meter" aria-label={measureName(measure)} aria-valuenow={0}>
        <span class="meter-band" />
        <span class="meter-fill" />
        <span class="meter-mark" />
      </div>
    </div>
  );
}

/** Degrees as they are, shares as per cent. */
const scaled = (meter: Meter, value: number): number => (meter.unit === "deg" ? value : 100 * value);

function place(bar: HTMLElement, meter: Meter): void {
  const share = (value: number): number => Math.min(1, Math.max(0, (value - meter.least) / (meter.most - meter.least)));
  const [from, to] = meter.band;
  bar.style.setProperty("--from", String(share(from)));
  bar.style.setProperty("--to", String(share(to)));
  bar.style.setProperty("--value", String(meter.value === null ? 0 : share(meter.value)));
  bar.dataset["stand"] = meter.value === null ? "unseen" : isThere(meter) ? "there" : "under_way";
}
