/** The look back, as the program makes it out of the columns that it keeps: nothing is judged anew here. */
import type { Side } from "../session/protocol";
import { ask, read } from "./api";

/** One session of `GET /api/history/sessions`, the newest first. */
export interface SessionLine {
  id: string;
  /** Name of the guide. */
  guide: string;
  /** RFC 3339, with the offset of the place where it was done. */
  started_at: string;
  source: "camera" | "self-reported";
  ending: "done" | "ended_early" | "stopped";
  /** Steps and sides. */
  parts: number;
  /** Of these, done: by the judge or by the person's own word. */
  done: number;
  /** Of these, left out by the person's own choice. */
  skipped: number;
  hold_s: number;
  duration_s: number;
}

/** One day of a week. */
export interface WeekDay {
  /** "2026-11-30" */
  date: string;
  /** Null where the plan says nothing of that day. */
  planned: number | null;
  /** Sessions with a part that was done: `seen` by a camera, the others by the person's own word. */
  done: number;
  seen: number;
  self_reported: number;
  stopped: number;
}

/** `GET /api/history/week` */
export interface Week {
  monday: string;
  days: WeekDay[];
  /** The day of the first session; null without one. */
  earliest: string | null;
  /** The one sentence over it, to be worded here. */
  kind: Kind;
}

/** What the sentence over a week says, as `crates/history/src/kind.rs` decides it. */
export type Kind =
  | { kind: "open" }
  | { kind: "stopped" }
  | { kind: "begun"; sessions: number }
  | { kind: "as_planned"; days: number; done: number }
  | { kind: "done"; done: number; parts: number; hold_s: number };

/** One guide of `GET /api/history/courses`. */
export interface Course {
  guide: string;
  sessions: number;
  first: string;
  last: string;
  points: CoursePoint[];
  /** Where form breaks most, the most often broken first. */
  breaks: Break[];
}

export interface CoursePoint {
  id: string;
  started_at: string;
  done: number;
  parts: number;
  source: SessionLine["source"];
  ending: SessionLine["ending"];
}

export interface Break {
  step: string;
  /** Null where it was broken on both sides, or the step has none. */
  side: Side | null;
  /** The guide's sentence. */
  text: string;
  rule: string;
  /** Sessions in which it was broken, of those in which it was seen. */
  sessions: number;
  of: number;
  /** Seconds in all. */
  broken_s: number;
}

/** One movement of `GET /api/history/ranges`: how far it went, session by session. */
export interface Range {
  step: string;
  /** As the guide has it: "reach neck tilt". */
  rule: string;
  /** Name of the measure: "neck_tilt_deg". */
  measure: string;
  unit: string;
  /** How wrong the measure is on clips whose movement is known, in `unit`; null where nobody knows. */
  error: number | null;
  error_source: string | null;
  sided: boolean;
  points: RangePoint[];
  left: Middle | null;
  right: Middle | null;
}

/** The middle of all sessions, in the range's unit. */
export interface Middle {
  median: number;
  sessions: number;
}

export type View = "front" | "left" | "right";

export interface RangePoint {
  id: string;
  started_at: string;
  side: Side | null;
  value: number;
  /** What the guide asked for, in the same unit. */
  threshold: number | null;
  /** 0..1 */
  confidence: number | null;
  /** From where the camera looked: at the face, or from the person's left or right; null where it is not known. */
  view: View | null;
}

/** What a download is of. Days are "2026-11-30", both counted in. */
export interface Export {
  format: "json" | "csv" | "fhir" | "pdf";
  table?: "sessions" | "steps" | "rules" | "answers" | "ratings";
  guide?: string;
  from?: string;
  to?: string;
  separator?: string;
  decimal?: string;
  bom?: boolean;
  lang?: string;
}

/** `POST /api/history/import` */
export interface Imported {
  new: number;
  known: number;
  /** Ratings of guides that had none, and guides that were not here. */
  ratings: number;
  own_guides: number;
  refused: { id: string; why: string }[];
}

/** A year of three sessions a day is some megabytes. */
const LONG_PATIENCE_MS = 120_000;

const query = (fields: object): string => {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "" && value !== false);
  return new URLSearchParams(given.map(([name, value]) => [name, value === true ? "1" : String(value)])).toString();
};

/** The name that an answer gives its file; the program's own have no quotes or escapes in them. */
const nameOf = (answer: Response): string | null => /filename="?([^";]+)"?/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? null;

export const lookBack = {
  /** Those that began before `before`; the newest without it. */
  sessions: (limit: number, before?: string): Promise<SessionLine[]> => read(`/api/history/sessions?${query({ before, limit })}`),
  week: (of: string): Promise<Week> => read(`/api/history/week?${query({ of })}`),
  courses: (): Promise<Course[]> => read("/api/history/courses"),
  ranges: (guide: string): Promise<Range[]> => read(`/api/history/ranges?${query({ guide })}`),
  /** @throws {RefusedError} as `ask`. */
  async export(of: Export): Promise<{ name: string; file: Blob }> {
    const answer = await ask(`/api/history/export?${query(of)}`, {}, LONG_PATIENCE_MS);
    return { name: nameOf(answer) ?? `unhunch.${of.format}`, file: await answer.blob() };
  },
  /** `text`: JSON of sessions, as they were exported here or elsewhere. */
  async import(text: string): Promise<Imported> {
    const answer = await ask("/api/history/import", { method: "POST", headers: { "content-type": "application/json" }, body: text }, LONG_PATIENCE_MS);
    return (await answer.json()) as Imported;
  },
};
