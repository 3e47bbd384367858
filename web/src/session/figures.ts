/** Writes the judge's figures as people say them: whole degrees, "level", "hands together", "3 of 5". Never a share. */
import { catalogue, t, tenthText } from "../text";
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
    case "sets":
      return value <= threshold ? t("session.value.reps", { reps: value, goal: threshold }) : String(value);
    case "deg":
      return angleText(figure.measure ?? "", value, reaches);
    case "deg/s":
      return t(standing === "broken" ? "session.value.quick" : "session.value.slow");
    default:
      return standing === "waiting" && !reaches ? "" : shareText(figure.measure ?? "", value, threshold, standing);
  }
}

// One decimal, always: a figure that changes its width makes the line jump.
const oneDecimal = (value: number): string => tenthText(Math.floor(value * 10 + 1e-6) / 10);

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
  const met = standing === "met";
  // Which way the rule goes is not said, but it is met on one side of its threshold and not on the other.
  const atMost = Math.abs(value) <= threshold === met;
  return wordOf(measure, atMost, met ? "there" : "not");
}

type Standing = "there" | "nearly" | "not";

/** "together", "apart": what a share of shoulder widths means. */
function wordOf(measure: string, atMost: boolean, standing: Standing): string {
  const [name] = FAMILIES.find(([, start]) => measure.startsWith(start)) ?? ["other"];
  const of = atMost ? "least" : "most";
  if (standing === "nearly") return t("session.value.nearly");
  return t(`session.value.${name}.${of}_${standing}`);
}

const FAMILIES = [
  ["shoulders", "shoulder_elevation"],
  ["hands", "wrist_gap"],
  ["arms", "wrist_height"],
  ["blades", "shoulder_retraction"],
] as const;

/** "31°" or "apart"; a dash while it is not seen. */
export function meterText(meter: Meter): string {
  return meter.value === null ? "–" : inWords(meter, meter.value);
}

/** Whether the value is in the target band. Where the scale ends, the band goes on: 60° are "20° or more", too. */
export function isThere({ value, least, most, band: [from, to] }: Meter): boolean {
  return value !== null && (value >= from || from <= least) && (value <= to || to >= most);
}

/** "31°, aim: 20° or more", for those who don't see the bar. */
export function meterSpoken(meter: Meter): string {
  const value = meter.value === null ? t("session.meter.unseen") : inWords(meter, meter.value);
  return `${value}, ${meterAim(meter)}`;
}

/** "aim: 20° or more", "aim: together" */
export function meterAim(meter: Meter): string {
  const [from, to] = meter.band;
  if (meter.unit !== "deg") return t("session.meter.aim", { aim: wordOf(meter.measure, isAtMost(meter), "there") });
  return isAtMost(meter) ? t("session.meter.aim_least", { to: degrees(to) }) : t("session.meter.aim_most", { from: degrees(from) });
}

const isAtMost = ({ band: [from], least }: Meter): boolean => from <= least;

/** This much of the way is nearly there. */
const NEARLY = 0.7;

function inWords(meter: Meter, value: number): string {
  if (meter.unit === "deg") return degrees(Math.max(0, value));
  if (isThere({ ...meter, value })) return wordOf(meter.measure, isAtMost(meter), "there");
  const { least, most, band } = meter;
  const way = isAtMost(meter) ? (most - value) / (most - band[1]) : (value - least) / (band[0] - least);
  return wordOf(meter.measure, isAtMost(meter), way >= NEARLY ? "nearly" : "not");
}

/** "Tilt" */
export function measureName(measure: string): string {
  const names: Record<string, string> = catalogue.session.measure;
  return names[measure] ?? t("session.measure.unnamed");
}
