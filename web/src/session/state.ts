/** What the session's page shows besides what changes with every picture, and what a session needs from outside. */
import type { Announcer } from "./announcer";
import type { CameraTrouble, Opened } from "./camera";
import type { Link } from "./link";
import type { Look } from "./look";
import type { GuidePage, JudgePhase, Request, SavedSession, SessionFacts, Side, Sound } from "./protocol";

export type Trouble = {
  kind: CameraTrouble | "lost" | "failed";
  /** The worker's own words. */
  message: string | null;
  /** Something was done already. */
  begun: boolean;
};

export interface State {
  at: "loading" | "camera_asked" | "starting" | "on" | "trouble" | "ending";
  source: SessionFacts["source"];
  /** How much has been loaded, 0..1. */
  share: number;
  camera: Opened | null;
  trouble: Trouble | null;
  /** By the person, or because the tab went out of sight. */
  paused: "person" | "hidden" | null;
  look: Look | null;
  ending: SessionFacts["ending"] | null;
  /** Something was done that would be lost with the page. */
  begun: boolean;
}

export type Report = Omit<SavedSession, "session">;

export interface End {
  report: Report;
  facts: SessionFacts;
}

/** What is coached: the whole guide, or one step of it. */
export interface Plan {
  guide: GuidePage;
  step: string | undefined;
  side: Side | undefined;
}

/** What a session needs from outside; tests stand in for it. */
export interface Outside {
  link(): Link;
  /** @throws {CameraError} */
  openCamera(): Promise<Opened>;
  /** Keeps whether this camera mirrors. */
  keepMirrors(cameraId: string, on: boolean): void;
  model(): Extract<Request, { kind: "load" }>["model"];
  /** Of the page: "de". */
  language: string;
  announcer: Pick<Announcer, "say" | "hush" | "onSpoken">;
  sound(sound: Sound): void;
  /** Milliseconds that never go back. */
  now(): number;
  /** For a test of the change itself: at this second of the session another model goes on. Null: never. */
  changeModelAfter_s: number | null;
  /** Keeps a session that the page does not go on to show. */
  save(end: End): void;
  onEnd(end: End): void;
  onLeave(): void;
}

/** As the document says it, in `data-phase`. */
export function phaseOf(state: State): JudgePhase | "stopped" {
  if (state.ending !== null) return state.ending === "stopped" ? "stopped" : "done";
  if (!state.look) return "setup";
  if (state.at === "trouble") return isUnderWay(state.look) ? "paused" : "setup";
  return state.paused ? "paused" : state.look.phase;
}

/** A step has come up: pausing, skipping and stopping mean something. The first look at how the person sits is before it. */
export function isUnderWay(look: Look | null): boolean {
  if (look === null || look.step === null || look.phase === "setup" || look.phase === "done") return false;
  return look.phase !== "neutral" || look.again !== null;
}

/** Nobody touches anything now, and the screen must stay on. */
export const isRunning = (state: State): boolean => (state.at === "on" || state.at === "starting") && state.paused === null && state.ending === null;
