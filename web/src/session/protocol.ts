/**
 * What the page and the judge's worker say to each other, the shapes that the judge answers with, and those of guides,
 * ratings and saved sessions that the program's API speaks.
 *
 * The judge is Rust in WebAssembly: every word, verdict, angle and point here was decided there. The page draws and
 * speaks, and decides nothing. The other end of a view is `crates/browser/src/view.rs`, with `crates/scene` for what is
 * drawn; of guides `crates/reading`, of sessions `crates/results`, of ratings `crates/server`.
 */

import type { Cadence } from "../store/plan";

export type Side = "left" | "right";

/** `setup` comes once, before the first step; `neutral` then, and again where the person is looked at anew. */
export type JudgePhase =
  | "setup"
  | "neutral"
  | "ready"
  | "reaching"
  | "holding"
  | "paused"
  | "returning"
  | "resting"
  | "asking"
  | "done";

/** The first word of a rule. */
export type Verb = "start" | "reach" | "keep" | "hold" | "return" | "slowly" | "repeat" | "sets" | "rest" | "ask" | "note";

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
    | "hands_out"
    | "arms_need_room"
    | Place;
  blocks: boolean;
}

/** A figure as it was measured: `unit` as in `check --format json` ("deg", "sw", "index", "deg/s", "s", "reps"). */
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
  /** What to do, when broken or not there yet; or what is not seen, when unseen. In the page's language. */
  advice: string | null;
}

/** One step and side of the plan. */
export interface LiveDose {
  step: string;
  title: string;
  /** The step's short name, or else its title: "Neck tilt". */
  short: string;
  side: Side | null;
  standing: "waiting" | "now" | "good" | "done" | "not_done" | "unseen" | "self_reported";
}

/** A point of the picture as it was sent, 0..1 from its left and top edge: of a camera that mirrors, mirrored. */
export type Point = [number, number];

/**
 * How far the movement has got, drawn on the person as an arc and beside the picture as a bar: of the first rule that is
 * missing; where none is, of the first that asks for a movement.
 */
export interface Meter {
  measure: string;
  /** Its rule is not met yet. */
  missing: boolean;
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

/** Something to be said, aloud where there is a voice of its language, and in writing. */
export interface Say {
  /** Told back by `spoken` once it is over. */
  id: number;
  text: string;
  /** Of its words: "en". */
  language: string;
  kind: "guide" | "lead" | "correction" | "praise" | "count" | "course" | "question" | "trouble";
  /** Breaks off what is being said. */
  interrupts: boolean;
}

export type Sound = "start" | "half" | "rep" | "done" | "switch" | "end" | "pause" | "resume";

/** How the person has to stand or turn so that a step is seen. */
export type Place = "hips_out" | "knees_out" | "feet_out" | "turn_front" | "turn_side" | "turn_left" | "turn_right";

/** What keeps the judge from seeing the person, once the session is under way. Until then `hints` tell. */
export type SightTrouble = "frozen" | "nobody" | "several_people" | "too_dark" | "too_bright" | Place;

/** What a camera can't see, put to the person when its step is over. */
export interface Asking {
  step: string;
  side: Side | null;
  /** Number of the sentence in its step, from 0. */
  sentence: number;
  /** Side filled in. */
  text: string;
}

/** What the judge says after one frame. */
export interface View {
  at_s: number;
  phase: JudgePhase;
  /** What is to be said from now on, in this order. */
  say: Say[];
  sounds: Sound[];
  hints: Hint[];
  trouble: SightTrouble | null;
  asking: Asking | null;
  /**
   * While the neutral is looked for: 0..1 of it, and what to do so that it comes, in the page's language. `again`: why
   * in the middle of a session; null before the first step. `sideways`: the person is seen from the side for what comes.
   */
  neutral: { share: number; reason: string | null; again: "asked" | "moved" | "model" | "turned" | null; sideways: boolean } | null;
  /** The step that is open or comes next. */
  step: string | null;
  title: string | null;
  side: Side | null;
  hold_s: number;
  hold_goal_s: number | null;
  hold_most_s: number | null;
  reps: number | null;
  reps_goal: number | null;
  reps_most: number | null;
  /** The set that is on, from 1, and how many there are; `reps` and its goal are those of one. Null where there are none. */
  set: number | null;
  sets: number | null;
  /** Seconds until the rest that is on ends by itself, and how long it is in all. */
  rest_s: number | null;
  rest_goal_s: number | null;
  /** Hold and repetitions have come to what the guide asks for at least. */
  enough: boolean;
  can_go_back: boolean;
  /** Number of the sentence that counts now. */
  focus: number | null;
  /** On the clock only, also before a camera in a step that none can see: seconds until the phase ends by itself. */
  remaining_s: number | null;
  sentences: LiveSentence[];
  doses: LiveDose[];
  meter: Meter | null;
  drawing: Drawing;
  events: JudgeEvent[];
}

/** A question and its answer; null where there was none. */
export interface Answer extends Asking {
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
  /** RFC 3339, with the offset of the place where it was done. */
  started_at: string;
  source: "camera" | "self-reported";
  ending: "done" | "ended_early" | "stopped";
  model: "full" | "lite" | null;
  answers: Answer[];
  feedback: Feedback | null;
  /** What the person chose to leave out. Absent in sessions of older programs. */
  skipped?: { step: string; side: Side | null }[];
  /** Set by the server. */
  saved_at?: string;
}

/** `check --format json`, and when, how and with what it was done. */
export interface SavedSession {
  /** 1 in what waited to be sent since version 0.1.0. */
  schema: 1 | 2;
  unhunch: string;
  guide: { name: string; sha256: string };
  /** Null when no camera watched. */
  video: { width: number; height: number; frames: number; duration_s: number; coverage: number } | null;
  /** Why there was no neutral; only when there was none. */
  no_neutral?: string;
  /** `check` was stopped with Ctrl-C; never in what the page saves. */
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
      | { kind: "other_side" }
      | { kind: "finish" }
    ));

export interface SavedStep {
  step: string;
  side: Side | null;
  verdict: "good" | "done" | "not_done" | "unseen" | "self_reported";
  hold_s: number;
  holds: { start_s: number; end_s: number }[];
  /** Of all sets together. */
  reps: number | null;
  /** Sets done; only of a step that has any. */
  sets?: number;
  sentences: { text: string; rules: SavedRule[] }[];
}

export interface SavedRule {
  rule: string;
  /** Its first word. Not there in schema 1. */
  verb?: Verb;
  verdict: "broken" | "unseen" | "not_reached" | "asked" | "met" | "note";
  confidence: number | null;
  threshold?: number;
  /** The worst value of a guard, the best of a reach. */
  decisive?: number | null;
  /** The same, as schema 1 called it. */
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

/** Page to worker. "Answered" means: by a view, in the order of the requests. */
export type Request =
  /** "auto": what this computer can follow, measured in the set-up look. */
  | { kind: "load"; model: "auto" | "full" | "lite" }
  | {
      kind: "start";
      name: string;
      guide: string;
      source: "camera" | "self-reported";
      step?: string;
      side?: Side;
      /** Of the page. */
      language: string;
      guide_language: string;
      /** The camera's picture comes mirrored. */
      mirrored: boolean;
    }
  /** The picture is transferred and closed by the worker; `at_ms` never goes back. Answered. */
  | { kind: "frame"; picture: Picture; at_ms: number }
  /** On the clock: time goes on without a picture. A pause is not in it: the page stops this time itself. Answered. */
  | { kind: "tick"; at_ms: number }
  /** These are at the time of the last frame or tick. Answered. */
  | { kind: "back" | "skip" | "done" | "pause" | "resume" }
  /** "Look at how I sit again." Answered; not on the clock. */
  | { kind: "neutral" }
  /** The question that is open was answered, or passed over: the answer itself stays with the page. Answered. */
  | { kind: "answered" }
  /** An utterance is over: aloud, or its time to be read; or it was broken off. */
  | { kind: "spoken"; id: number }
  /** Coach the one in the middle, although several people are seen. */
  | { kind: "middle" }
  | { kind: "mirrored"; on: boolean }
  /** For tests: goes on with the other model, as if this one had become too slow. */
  | { kind: "change_model" }
  /** Ends; `scored` false: it hurt, no step is scored. */
  | { kind: "finish"; scored: boolean };

/** What a view answers to. */
export type Answered = Extract<Request, { kind: "frame" | "tick" | "back" | "skip" | "done" | "pause" | "resume" | "neutral" | "answered" }>;

/** Worker to page. */
export type Reply =
  | { kind: "loading"; share: number }
  | { kind: "loaded"; model: "full" | "lite" }
  | { kind: "started" }
  | { kind: "view"; view: View; judged_ms: number; model: "full" | "lite" }
  /** From now on another model is used. Nobody needs to hear of it: it is for the facts. */
  | { kind: "model"; model: "full" | "lite" }
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
  /** How often it is meant to be done; null where it does not say, absent in what older programs gave. */
  plan?: Cadence | null;
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
  /** How often, where it has repetitions; absent in what older programs gave. */
  amount?: Amount | null;
  sentences: GuideSentence[];
}

/** How often a step is done. */
export interface Amount {
  at_least: number;
  at_most: number | null;
  /** 1 where it has none. */
  sets: number;
  rest_between_repetitions_s: number | null;
  rest_between_sets_s: number | null;
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
  verb: Verb;
  /** In plain words, with the numbers: "Broken when your chin is more than 12° lower than at rest for a second; …" */
  explained: string;
}
