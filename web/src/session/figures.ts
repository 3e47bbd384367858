/** Writes the judge's figures as people say them: whole degrees, "level", "3 of 5". */
import { catalogue, t } from "../text";
import type { Figure, Meter, SentenceStanding } from "./protocol";

/** A true minus: a hyphen is not read as one. */
const degrees = (value: number): string => `${String(Math.round(value)).replace("-", "−")}°`;

/**
 * The figure of a sentence. `reaches`: the sentence asks for a movement, so its angle is how far that has got; else the
 * angle is how far one is off. Empty when there is nothing to say.
 */
export function figureText(figure: Figure | null, standing: SentenceStanding, reaches: boolean): string {
  if (!figure || figure.value === null || standing === "unseen") return "";
  const { value, threshold, unit } = figure;
  switch (unit) {
    case "s":
      return value < threshold ? t("session.value.seconds", { seconds: oneDecimal(value), goal: threshold }) : t("session.value.seconds_past", { seconds: oneDecimal(value) });
    case "reps":
      return value <= threshold ? t("session.value.reps", { reps: value, goal: threshold }) : String(value);
    case "deg":
      return angleText(figure.measure ?? "", value, reaches);
    case "deg/s":
      return t(standing === "broken" ? "session.value.quick" : "session.value.slow");
    default:
      return shareText(figure.measure ?? "", value, threshold, standing);
  }
}

// One decimal, always: a figure that changes its width makes the line jump.
const oneDecimal = (value: number): string => (Math.floor(value * 10 + 1e-6) / 10).toFixed(1);

function angleText(measure: string, value: number, reaches: boolean): string {
  const whole = Math.round(value);
  if (measure === "head_depression_deg") {
    if (whole === 0) return t("session.value.level");
    return t(whole > 0 ? "session.value.down" : "session.value.up", { angle: degrees(Math.abs(value)) });
  }
  if (measure.startsWith("elbow_flexion")) return t("session.value.bent", { angle: degrees(Math.max(0, value)) });
  // Moved the other way is not moved at all, for someone who is on the way.
  if (reaches) return degrees(Math.max(0, value));
  return t("session.value.off", { angle: degrees(Math.abs(value)) });
}

function shareText(measure: string, value: number, threshold: number, standing: SentenceStanding): string {
  if (measure.startsWith("shoulder_elevation")) return t(standing === "broken" ? "session.value.raised" : "session.value.level");
  if (measure.startsWith("wrist_gap")) return t(value <= threshold ? "session.value.together" : "session.value.apart");
  if (measure.startsWith("wrist_height")) return t(Math.abs(value) <= threshold ? "session.value.level" : "session.value.not_level");
  if (measure === "shoulder_retraction") return percent(value);
  return "";
}

const percent = (value: number): string => t("session.value.percent", { percent: Math.max(0, Math.round(value * 100)) });

/** "31°" or "60 %"; a dash while it is not seen. */
export function meterText(meter: Meter): string {
  return meter.value === null ? "–" : inUnit(meter.unit, meter.value);
}

/** Whether the value is in the target band. Where the scale ends, the band has no end: more than "20° or more" is well. */
export function isThere({ value, least, most, band: [from, to] }: Meter): boolean {
  return value !== null && (value >= from || from <= least) && (value <= to || to >= most);
}

/** "31°, aim for 20° or more", for those who don't see the bar. */
export function meterSpoken(meter: Meter): string {
  const value = meter.value === null ? t("session.meter.unseen") : inUnit(meter.unit, meter.value);
  return `${value}, ${meterAim(meter)}`;
}

/** "aim for 20° or more" */
export function meterAim(meter: Meter): string {
  const [from, to] = meter.band;
  if (from > meter.least) return t("session.meter.aim_most", { from: inUnit(meter.unit, from) });
  return t("session.meter.aim_least", { to: inUnit(meter.unit, to) });
}

function inUnit(unit: string, value: number): string {
  return unit === "deg" ? degrees(Math.max(0, value)) : percent(value);
}

/** "Tilt" */
export function measureName(measure: string): string {
  const names: Record<string, string> = catalogue.session.measure;
  return names[measure] ?? t("session.measure.unnamed");
}
