/**
 * What the page and the judge's worker say to each other, and the shapes that the judge answers with.
 *
 * The judge is Rust in WebAssembly: every word, verdict, angle and point here was decided there. The page draws and
 * speaks, and decides nothing. `crates/browser/src/view.rs` is the other end of these shapes.
 */

export type Side = "left" | "right";

/** `setup` and `neutral` come once, before the first step; `stopped` and `asking` are the page's own. */
export type JudgePhase =
  | "setup"
  | "neutral"
  | "ready"
  | "reaching"
  | "holding"
  | "paused"
  | "returning"
  | "done";

export type SentenceStanding = "waiting" | "met" | "broken" | "unseen" | "asked" | "note";

/** What to change before the coach can see well. `blocks`: the session waits until it is well. */
export interface Hint {
  name:
    | "nobody"
    | "several_people"
    | "too_near"
    | "too_far"
    | "shoulders_out"
    | "head_out"
    | "too_dark"
    | "too_bright"
    | "camera_high"
    | "camera_low"
    | "off_centre"
    | "arms_need_room";
  blocks: boolean;
}

/** A figure as it was measured: `unit` as in `check --format json` ("deg", "sw", "s", "reps", "deg/s", "share"). */
export interface Figure {
  /** Name of the measure, as in the columns of `measure` ("neck_tilt_deg"); null for clocks and counts. */
  measure: string | null;
  value: number | null;
  threshold: number;
  unit: string;
}

export interface LiveSentence {
  /** Side filled in. */
  text: string;
  standing: SentenceStanding;
  /** The figure of the rule that decides the standing, if it has one. */
  figure: Figure | null;
  /** What to do, when broken or not there yet; or what is not seen, when unseen. */
  advice: string | null;
}

/** One step and side of the plan. */
export interface LiveDose {
  step: string;
  title: string;
  /** The step's short name, or else its title. */
  short: string;
  side: Side | null;
  standing: "waiting" | "now" | "good" | "done" | "not_done" | "unseen" | "self_reported";
}

/** A point of the camera picture, 0..1 from its left and top edge; not mirrored. */
export type Point = [number, number];

/** How far the movement has got, drawn on the person as an arc and beside the picture as a bar. */
export interface Meter {
  measure: string;
  unit: string;
  /** Null while it is not seen. */
  value: number | null;
  /** The scale goes from `least` to `most`. */
  least: number;
  most: number;
  /** The target band: from done to the end of the scale, or from the start of the scale to done. */
  band: [number, number];
  /** From here it is more than done. */
  good: number | null;
  /** Where to draw it on the person; null when there is no place for it. */
  arc: Arc | null;
}

/** An arc in the picture, whose points Rust has laid out: the page only strokes them. */
export interface Arc {
  scale: Point[];
  band: Point[];
  /** From the scale's start to the value. */
  filled: Point[];
  /** Where the value is written. */
  label: Point;
}

/** Lines and dots on the person: only those that matter for this step. */
export interface Drawing {
  lines: Point[][];
  dots: Point[];
}

export interface JudgeEvent {
  at_s: number;
  event: string;
  step?: string;
  side?: Side;
  rule?: string;
  /** The words of a cue. */
  text?: string;
}

/** What the judge says after one frame. */
export interface View {
  at_s: number;
  phase: JudgePhase;
  hints: Hint[];
  /** While the neutral is looked for: 0..1 of it, and why it is not there yet. */
  neutral: { share: number; reason: string | null } | null;
  /** The step that is open or comes next. */
  step: string | null;
  title: string | null;
  side: Side | null;
  hold_s: number;
  hold_goal_s: number | null;
  hold_most_s: number | null;
  reps: number | null;
  reps_goal: number | null;
  /** On the clock only: seconds until the phase ends by itself. */
  remaining_s: number | null;
  sentences: LiveSentence[];
  doses: LiveDose[];
  meter: Meter | null;
  drawing: Drawing;
  events: JudgeEvent[];
}

/** A question of an `ask` sentence and its answer, by step, side and sentence. */
export interface Answer {
  step: string;
  side: Side | null;
  /** Number of the sentence in its step, from 0. */
  sentence: number;
  text: string;
  answer: "yes" | "no" | null;
}

export interface Feedback {
  stretch_felt: "no" | "a_little" | "yes" | null;
  /** 0..10 */
  pain: number | null;
  /** 0..10 */
  effort: number | null;
}

/** What the page adds to the judge's report before it is saved: the `session` field of the saved JSON. */
export interface SessionFacts {
  /** A UUID made by the page: the same session sent twice is stored once. */
  id: string;
  /** RFC 3339. */
  started_at: string;
  source: "camera" | "self-reported";
  ending: "done" | "ended_early" | "stopped";
  model: "full" | "lite" | null;
  answers: Answer[];
  feedback: Feedback | null;
  /** What the person chose to leave out. */
  skipped?: { step: string; side: Side | null }[];
  /** Set by the server. */
  saved_at?: string;
}

/** `check --format json`, and who, when and how. */
export interface SavedSession {
  schema: 1;
  unhunch: string;
  guide: { name: string; sha256: string };
  /** Null when no camera watched. */
  video: { width: number; height: number; frames: number; duration_s: number; coverage: number } | null;
  no_neutral?: string;
  stopped_early?: boolean;
  steps: SavedStep[];
  events: JudgeEvent[];
  /** Not there where nothing is scored, and in what older programs wrote. */
  next?: Next;
  session: SessionFacts;
}

/** The one thing to try next time, as `crates/results/src/next.rs` decides it. */
export type Next =
  | { kind: "sit_still" }
  | { kind: "watched" }
  | { kind: "same" }
  | ({ step: string; side: Side | null } & (
      | { kind: "keep"; sentence: string; cue?: string; broken_s: number }
      | { kind: "reach"; sentence: string; cue?: string }
      | { kind: "hold"; missing_s: number }
      | { kind: "repeat"; missing: number }
      | { kind: "show"; reason: string | null }
      | { kind: "finish" }
    ));

export interface SavedStep {
  step: string;
  side: Side | null;
  verdict: "good" | "done" | "not_done" | "unseen" | "self_reported";
  hold_s: number;
  holds: { start_s: number; end_s: number }[];
  reps: number | null;
  sentences: { text: string; rules: SavedRule[] }[];
}

export interface SavedRule {
  rule: string;
  verdict: "broken" | "unseen" | "not_reached" | "asked" | "met" | "note";
  confidence: number | null;
  threshold?: number;
  worst?: number | null;
  unit?: string;
  /** That these figures are of; not there for clocks and counts. */
  measure?: string;
  broken_s?: number;
  first_broken_at_s?: number | null;
  reason?: string;
}

/** One picture of the camera. A video frame is handed on as it is; a bitmap is a copy, for browsers without video frames. */
export type Picture = VideoFrame | ImageBitmap;

/** Page to worker. */
export type Request =
  /** "auto": the full model, and the light one by itself where frames take too long. */
  | { kind: "load"; model: "auto" | "full" | "lite" }
  | { kind: "start"; name: string; guide: string; source: "camera" | "self-reported"; step?: string; side?: Side }
  /** The picture is transferred and closed by the worker; `at_ms` never goes back. */
  | { kind: "frame"; picture: Picture; at_ms: number }
  /** On the clock: time goes on without a picture. A pause is not in it: the page stops this time itself. */
  | { kind: "tick"; at_ms: number }
  /** At the time of the last frame or tick. */
  | { kind: "skip" }
  /** Ends; `scored` false: it hurt, no step is scored. */
  | { kind: "finish"; scored: boolean };

/** Worker to page. */
export type Reply =
  | { kind: "loading"; share: number }
  | { kind: "loaded"; model: "full" | "lite" }
  | { kind: "started" }
  | { kind: "view"; view: View; judged_ms: number; model: "full" | "lite" }
  /** Frames took too long: the smaller model took over. */
  | { kind: "lighter"; median_ms: number }
  /** The report of the session, without its `session` field. */
  | { kind: "report"; report: Omit<SavedSession, "session"> }
  | { kind: "failed"; message: string };

/** `GET /api/guides` */
export interface GuideCard {
  name: string;
  /** Of its words: "en". */
  language: string;
  title: string;
  author: string | null;
  source: string | null;
  difficulty: string | null;
  summary: string[];
  steps: number;
  /** Of its first step. */
  figure: GuideFigure;
  /** Of each step; older programs gave the first only. */
  figures?: GuideFigure[];
  read_minutes: number;
  session_minutes: number;
}

/** `GET /api/ratings` */
export interface Rating {
  guide: string;
  /** 1..5 */
  stars: number;
  /** RFC 3339. */
  rated_at: string;
}

/** `GET /api/guides/{name}` */
export interface GuidePage extends Omit<GuideCard, "steps" | "figure" | "figures"> {
  sha256: string;
  /** The guide's own text: what the judge is given. */
  text: string;
  /** What fills in "{side}". */
  sides: Record<Side, string>;
  /** The languages in which it can be had, the one it was written in first. */
  languages: string[];
  steps: GuideStep[];
}

export interface GuideStep {
  id: string;
  title: string;
  /** Its title in two or three words, or else the title: for labels. */
  short: string;
  each_side: boolean;
  figure: GuideFigure;
  sentences: GuideSentence[];
}

/** What the drawing of a step shows: values by the names of measures. Of a step with sides: the left one. */
export interface GuideFigure {
  rest: Record<string, number>;
  target: Record<string, number>;
}

export interface GuideSentence {
  /** With "{side}" where a side belongs, in steps with sides. */
  text: string;
  rules: GuideRule[];
}

export interface GuideRule {
  /** As the author wrote it. */
  rule: string;
  verb: "start" | "reach" | "keep" | "hold" | "return" | "slowly" | "repeat" | "ask" | "note";
  /** In plain words, with the numbers: "Broken when the chin is more than 12 deg lower than at rest for a second." */
  explained: string;
}
