/**
 * A year of made-up sessions, three a day: nobody did them, and no two runs differ. For pictures, and to see how the
 * history bears it. `scripts/year` writes them as the page's own download.
 */
/** What the judge may say of a part. */
type Verdict = "good" | "done" | "not_done" | "unseen" | "self_reported";

interface Reach {
  text: string;
  rule: string;
  measure: string;
  unit: "deg" | "sw" | "index";
  threshold: number;
  /** The value of the first day and of the last, and how much it scatters. */
  from: number;
  to: number;
  scatter: number;
}

interface Guard {
  text: string;
  rule: string;
  measure: string;
  unit: "deg" | "sw";
  threshold: number;
  /** How often it is broken, 0..1. */
  breaks: number;
}

interface Part {
  step: string;
  sided: boolean;
  hold_s: number;
  reach: Reach;
  guards: Guard[];
}

const chin: Guard = { text: "Your chin stays where it was.", rule: "keep chin level", measure: "head_depression_deg", unit: "deg", threshold: 12, breaks: 0.22 };
const shoulders: Guard = { text: "Your shoulders stay down, both of them.", rule: "keep shoulders down", measure: "shoulder_elevation_left_sw", unit: "sw", threshold: 0.08, breaks: 0.12 };
const facing: Guard = { text: "Face straight ahead.", rule: "keep facing forward", measure: "head_azimuth_deg", unit: "deg", threshold: 20, breaks: 0.05 };

const tilt = (from: number, to: number): Reach => ({ text: "Let your {side} ear sink towards your {side} shoulder.", rule: "reach neck tilt {side}", measure: "neck_tilt_deg", unit: "deg", threshold: 20, from, to, scatter: 2.6 });
const turned = (from: number, to: number): Reach => ({ text: "Turn your head to the {side}.", rule: "reach head turned {side}", measure: "head_azimuth_deg", unit: "deg", threshold: 20, from, to, scatter: 4 });
const squeeze: Reach = { text: "Draw them together behind you, slowly, without a shrug.", rule: "reach blades together", measure: "shoulder_retraction", unit: "index", threshold: 0.55, from: 0.58, to: 0.7, scatter: 0.06 };

/** By the guide's name: how often it is chosen, and what is in it. */
const GUIDES: Record<string, { weight: number; parts: Part[] }> = {
  "upper-back": {
    weight: 5,
    parts: [
      { step: "look-down", sided: true, hold_s: 20, reach: turned(24, 29), guards: [shoulders] },
      { step: "neck-tilt", sided: true, hold_s: 18, reach: tilt(23, 32), guards: [facing, chin, shoulders] },
      { step: "shoulder-squeeze", sided: false, hold_s: 0, reach: squeeze, guards: [{ ...shoulders, breaks: 0.2 }] },
    ],
  },
  "desk-break": {
    weight: 3,
    parts: [
      { step: "turn", sided: true, hold_s: 8, reach: turned(34, 40), guards: [chin] },
      { step: "tilt", sided: true, hold_s: 8, reach: tilt(22, 27), guards: [facing, shoulders] },
    ],
  },
  neck: { weight: 2, parts: [{ step: "tilt", sided: true, hold_s: 15, reach: tilt(24, 30), guards: [facing, chin] }] },
};

/** Numbers that look like chance and are the same in every run: mulberry32. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Hours at which a break comes, more or less. */
const HOURS = [9, 12, 16];
const DAYS = 365;

/** `last`: the day of the last session, "2026-11-29". */
export function year(last: string, days = DAYS, seed = 15): object[] {
  const random = chance(seed);
  /** Roughly normal, around 0. */
  const scatter = (width: number): number => (random() + random() + random() - 1.5) * width * 1.15;
  const sessions: object[] = [];
  for (let day = 0; day < days; day++) {
    const date = new Date(Date.parse(`${last}T00:00:00Z`) - (days - 1 - day) * 86_400_000).toISOString().slice(0, 10);
    for (const hour of HOURS) sessions.push(session(date, hour, day / Math.max(1, days - 1), sessions.length, random, scatter));
  }
  return sessions;
}

function session(date: string, hour: number, share: number, number: number, random: () => number, scatter: (width: number) => number): object {
  const names = Object.entries(GUIDES).flatMap(([name, { weight }]) => Array<string>(weight).fill(name));
  const name = names[Math.floor(random() * names.length)]!;
  const weekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
  const watched = random() < (weekend ? 0.45 : 0.8);
  const early = random() < 0.05;
  const aside = random() < 0.12;
  const summer = date.slice(5) >= "03-29" && date.slice(5) < "10-25";
  const minute = String(Math.floor(random() * 60)).padStart(2, "0");
  const id = `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
  const parts = GUIDES[name]!.parts.flatMap((part) => (part.sided ? (["left", "right"] as const) : [null]).map((side) => ({ part, side })));
  const done = early ? Math.ceil(parts.length / 2) : parts.length;
  const steps = parts.map(({ part, side }, index) => step(part, side, watched, index < done, share, random, scatter));
  const duration_s = rounded(40 + steps.reduce((sum, { hold_s }) => sum + hold_s + 12, 0));
  return {
    schema: 2,
    unhunch: "0.1.0",
    guide: { name, sha256: "0".repeat(64) },
    video: watched
      ? { width: 1280, height: 720, frames: Math.round(duration_s * 15), duration_s, coverage: rounded(0.93 + 0.07 * random()), view: { from: aside ? "left" : "front", turned_deg: rounded(aside ? -22 + scatter(3) : scatter(5)), above_deg: rounded(4 + scatter(3)) } }
      : null,
    steps,
    events: watched ? [] : [{ at_s: duration_s, event: "session_ended" }],
    session: {
      id,
      started_at: `${date}T${String(hour).padStart(2, "0")}:${minute}:00${summer ? "+02:00" : "+01:00"}`,
      source: watched ? "camera" : "self-reported",
      ending: early ? "ended_early" : "done",
      model: watched ? "full" : null,
      answers: [],
      feedback: random() < 0.4 ? { stretch_felt: random() < 0.7 ? "yes" : "a_little", pain: null, effort: 2 + Math.floor(random() * 4) } : null,
      skipped: [],
    },
  };
}

function step(part: Part, side: "left" | "right" | null, watched: boolean, done: boolean, share: number, random: () => number, scatter: (width: number) => number) {
  const sided = (text: string): string => text.replaceAll("{side}", side ?? "");
  const { reach } = part;
  // Most people get farther to one side.
  const lean = side === "right" ? 0.88 : 1;
  const value = rounded((reach.from + (reach.to - reach.from) * share) * lean + scatter(reach.scatter));
  const verdict: Verdict = !done ? "not_done" : !watched ? "self_reported" : value >= reach.threshold ? (random() < 0.5 ? "good" : "done") : "not_done";
  const unseen = { confidence: null, threshold: reach.threshold, decisive: null, unit: reach.unit, measure: reach.measure, reason: "nobody in the picture" };
  const judged = watched && done;
  const sentences = [
    { text: sided(reach.text), rules: [{ rule: sided(reach.rule), verb: "reach", ...(judged ? { verdict: value >= reach.threshold ? "met" : "not_reached", confidence: rounded(0.78 + 0.2 * random()), threshold: reach.threshold, decisive: value, unit: reach.unit, measure: reach.measure } : { verdict: "unseen", ...unseen }), broken_s: 0, first_broken_at_s: null }] },
    ...part.guards.map((guard) => {
      // With practice it breaks a little less.
      const broken = judged && random() < guard.breaks * (1.2 - 0.5 * share);
      const decisive = judged ? rounded(guard.threshold * (broken ? 1.1 + 0.5 * random() : 0.7 * random())) : null;
      return {
        text: guard.text,
        rules: [
          {
            rule: guard.rule,
            verb: "keep",
            ...(judged ? { verdict: broken ? "broken" : "met", confidence: rounded(0.8 + 0.18 * random()) } : { verdict: "unseen", confidence: null, reason: "nobody in the picture" }),
            threshold: guard.threshold,
            decisive,
            unit: guard.unit,
            measure: guard.measure,
            broken_s: broken ? rounded(1 + 4 * random()) : 0,
            first_broken_at_s: broken ? rounded(20 + 60 * random()) : null,
          },
        ],
      };
    }),
  ];
  return { step: part.step, side, verdict, hold_s: done ? rounded(part.hold_s * (0.85 + 0.15 * random())) : 0, holds: [], reps: part.hold_s === 0 && done ? 5 + Math.floor(random() * 5) : null, sentences };
}
