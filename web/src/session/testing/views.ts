/** Views as the judge would give them, for tests: each says only what it is about. */
import type { Figure, GuidePage, LiveDose, LiveSentence, Meter, Point, Say, SentenceStanding, Side, View } from "../protocol";

export const guide: GuidePage = {
  name: "upper-back",
  language: "en",
  languages: ["en"],
  sides: { left: "left", right: "right" },
  title: "How to Stretch the Upper Back",
  author: "unhunch",
  source: null,
  difficulty: "easy",
  summary: ["Four movements for a stiff upper back, done sitting down."],
  read_minutes: 1,
  session_minutes: 3,
  sha256: "",
  text: "---\ntitle: How to Stretch the Upper Back\n---\n",
  steps: [
    {
      id: "round-back",
      title: "Reach forward and round your back",
      short: "Round your back",
      each_side: false,
      figure: { rest: {}, target: { neck_flexion_deg: 34, elbow_flexion_left_deg: 12, elbow_flexion_right_deg: 12, wrist_height_sw: 0, wrist_gap_sw: 0.3 } },
      sentences: [
        { text: "Clasp your hands and let your chin sink to your chest.", rules: [{ rule: "reach hands clasped", verb: "reach", explained: "" }] },
        { text: "Your shoulders follow your hands forward, so that your upper back rounds.", rules: [{ rule: "ask shoulders forward", verb: "ask", explained: "" }] },
        { text: "Stay there for three easy breaths, then let go.", rules: [{ rule: "hold 3 breaths", verb: "hold", explained: "" }] },
      ],
    },
    {
      id: "neck-tilt",
      title: "Tilt your neck to stretch the upper trapezius",
      short: "Neck tilt",
      each_side: true,
      figure: { rest: {}, target: { neck_tilt_deg: 34 } },
      sentences: [
        { text: "Face straight ahead.", rules: [{ rule: "keep facing forward", verb: "keep", explained: "" }] },
        { text: "Let your {side} ear sink towards your {side} shoulder.", rules: [{ rule: "reach neck tilt {side}", verb: "reach", explained: "" }] },
        { text: "Your chin stays where it was.", rules: [{ rule: "keep chin level", verb: "keep", explained: "" }] },
        { text: "Your shoulders stay down, both of them.", rules: [{ rule: "keep shoulders down", verb: "keep", explained: "" }] },
        { text: "Stay there for ten to thirty seconds.", rules: [{ rule: "hold 10 s to 30 s", verb: "hold", explained: "" }] },
      ],
    },
    {
      id: "shoulder-squeeze",
      title: "Squeeze your shoulder blades",
      short: "Blade squeeze",
      each_side: false,
      figure: { rest: { shoulder_retraction: 0 }, target: { shoulder_retraction: 1 } },
      sentences: [
        { text: "Here the muscles of your upper back contract; they are not stretched.", rules: [{ rule: "note", verb: "note", explained: "" }] },
        { text: "Draw them together behind you, slowly, without a shrug.", rules: [{ rule: "reach blades together", verb: "reach", explained: "" }] },
        { text: "Let go until you are where you began, and squeeze again: five to twelve times in all.", rules: [{ rule: "repeat 5 to 12", verb: "repeat", explained: "" }] },
      ],
    },
  ],
};

const DOSES: [string, Side | null][] = [
  ["round-back", null],
  ["neck-tilt", "left"],
  ["neck-tilt", "right"],
  ["shoulder-squeeze", null],
];

/** All doses; those before `now` are done, those after it wait. */
export function dosesAt(now: number): LiveDose[] {
  return DOSES.map(([step, side], index) => ({
    step,
    side,
    title: guide.steps.find((one) => one.id === step)?.title ?? "",
    short: guide.steps.find((one) => one.id === step)?.short ?? "",
    standing: index < now ? "done" : index === now ? "now" : "waiting",
  }));
}

/** A view of the dose with this number, ready to begin, with `part` of it otherwise. */
export function view(dose: number, part: Partial<View> = {}): View {
  const [step, side] = DOSES[dose] ?? [null, null];
  const held = step === "shoulder-squeeze" ? null : step === "neck-tilt" ? 10 : 12;
  return {
    at_s: 0,
    phase: step === null ? "done" : "ready",
    say: [],
    sounds: [],
    hints: [],
    trouble: null,
    asking: null,
    neutral: null,
    step,
    title: guide.steps.find((one) => one.id === step)?.title ?? null,
    side,
    hold_s: 0,
    hold_goal_s: held,
    hold_most_s: step === "neck-tilt" ? 30 : null,
    reps: step === "shoulder-squeeze" ? 0 : null,
    reps_goal: step === "shoulder-squeeze" ? 5 : null,
    reps_most: step === "shoulder-squeeze" ? 12 : null,
    set: null,
    sets: null,
    rest_s: null,
    rest_goal_s: null,
    enough: false,
    can_go_back: dose > 0 && step !== null,
    focus: null,
    remaining_s: null,
    sentences: [],
    doses: dosesAt(dose),
    meter: null,
    drawing: { lines: [], dots: [] },
    events: [],
    ...part,
  };
}

let said = 0;

/** Something to be said, in the page's language. */
export const say = (text: string, part: Partial<Say> = {}): Say => ({ id: ++said, text, language: "en", kind: "course", interrupts: false, ...part });

export const figure = (measure: string | null, value: number | null, threshold: number, unit = "deg"): Figure => ({ measure, value, threshold, unit });

/** The sentences of a guide's step, with how each stands, its figure and its advice. */
export function sentences(step: string, side: Side | null, ...stand: [SentenceStanding, (Figure | null)?, (string | null)?][]): LiveSentence[] {
  const all = guide.steps.find((one) => one.id === step)?.sentences ?? [];
  return all.map(({ text }, index) => {
    const [standing, shown, advice] = stand[index] ?? ["waiting"];
    return { text: text.replaceAll("{side}", side ?? ""), standing, figure: shown ?? null, advice: advice ?? null };
  });
}

/** Somebody who tilts the head to the left by `tilt` degrees, as the judge draws it. */
export function tilted(tilt: number | null): Pick<View, "meter" | "drawing"> {
  const shoulders: [Point, Point] = [
    [0.68, 0.775],
    [0.32, 0.775],
  ];
  const base: Point = [0.5, 0.775];
  const spot = (angle: number, away: number): Point => [0.5 + away * Math.sin((angle * Math.PI) / 180) * 0.75, 0.775 - away * Math.cos((angle * Math.PI) / 180)];
  const arc = (from: number, to: number): Point[] => Array.from({ length: 13 }, (_, index) => spot(from + ((to - from) * index) / 12, 0.52));
  const meter: Meter = {
    measure: "neck_tilt_deg",
    missing: tilt === null || tilt < 20,
    unit: "deg",
    value: tilt,
    least: 0,
    most: 45,
    band: [20, 45],
    good: 30,
    arc: { scale: arc(0, 45), band: arc(20, 45), filled: arc(0, Math.max(0, tilt ?? 0)), label: spot((tilt ?? 0) + 4, 0.62) },
  };
  return { meter, drawing: { lines: [shoulders, [base, spot(tilt ?? 0, 0.4)]], dots: [...shoulders, base, spot(tilt ?? 0, 0.4)] } };
}
