/** The plan: which guides, how often, and when not to be reminded. A file that the program keeps and people may edit. */
import type { Finding } from "../editor/protocol";
import { ask, read, RefusedError, translated } from "./api";

export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Day = (typeof DAYS)[number];

export type Often = { kind: "times_a_day"; times: number } | { kind: "every"; minutes: number } | { kind: "at"; times: string[] };

/** How often, and on which days; all seven where it is every day. */
export interface Cadence {
  often: Often;
  days: Day[];
}

export interface Planned extends Cadence {
  /** Name of the guide. */
  guide: string;
}

/** "22:00" to "07:00": over midnight where `to` is the earlier. */
export interface Quiet {
  from: string;
  to: string;
}

/** What is planned. */
export interface Plan {
  quiet: Quiet[];
  /** So long a break may be put off in all, then it is skipped. */
  put_off_min: number;
  breaks: Planned[];
}

/** `GET /api/plan` */
export interface PlanFile extends Plan {
  /** Of the file as it was read; empty when there is none. */
  version: string;
  /** What is wrong with the file; then the plan is empty, and nothing is written over it. */
  mistakes: PlanMistake[];
}

export interface PlanMistake {
  /** In English, as is the help. */
  message: string;
  help: string;
  /** From 1. */
  line: number;
}

/** `POST /api/own-guides/{name}/compare` */
export interface Compared {
  title: string;
  /** Null where the guide says nothing of how often. */
  plan: Cadence | null;
  text: string | null;
  replaces: boolean;
  mistakes: Finding[];
  changes: Change[];
}

export interface Change {
  kind: "title" | "plan" | "step_added" | "step_removed" | "step_changed" | "order";
  step: string | null;
  title: string | null;
  before: string | null;
  after: string | null;
}

/** One step of a routine out of several guides. */
export interface Part {
  guide: string;
  step: string;
}

/** The file is another one than was read: nothing was written. */
export class PlanChangedError extends Error {
  constructor() {
    super("the plan was changed meanwhile");
  }
}

const json = { "content-type": "application/json" };

export const plans = {
  get: (): Promise<PlanFile> => read("/api/plan"),
  /**
   * Writes over `version` only. Gives the new plan.
   *
   * @throws {PlanChangedError} when it is another one by now.
   */
  async put({ quiet, put_off_min, breaks }: Plan, version: string): Promise<PlanFile> {
    try {
      const answer = await ask("/api/plan", { method: "PUT", headers: { ...json, "if-match": `"${version}"` }, body: JSON.stringify({ quiet, put_off_min, breaks }) });
      return (await answer.json()) as PlanFile;
    } catch (error) {
      if (error instanceof RefusedError && error.status === 412) throw new PlanChangedError();
      throw error;
    }
  },
  /**
   * The text of a guide of one's own out of steps of several, in the page's language where they are translated, and a name
   * that is free. It is not saved yet. `plan`: how often the whole is meant to be done.
   */
  async routine(title: string, parts: Part[], plan: Cadence | null): Promise<{ name: string; text: string }> {
    const answer = await ask(`/api/routine${translated}`, { method: "POST", headers: json, body: JSON.stringify({ title, parts, ...(plan && { plan }) }) });
    return (await answer.json()) as { name: string; text: string };
  },
  /** What a guide's text says of how often, and how it differs from the guide of that name. Nothing is saved. */
  async compare(name: string, text: string): Promise<Compared> {
    const answer = await ask(`/api/own-guides/${encodeURIComponent(name)}/compare`, { method: "POST", headers: { "content-type": "text/markdown" }, body: text });
    return (await answer.json()) as Compared;
  },
};
