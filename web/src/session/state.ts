/** What the session's page shows, besides what changes with every picture. */
import type { Announcer } from "./announcer";
import type { CameraTrouble } from "./camera";
import type { Link } from "./link";
import type { Look } from "./look";
import type { Sound } from "./moments";
import type { Answer, GuidePage, JudgePhase, Request, SavedSession, SessionFacts, Side } from "./protocol";

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
  stream: MediaStream | null;
  trouble: Trouble | null;
  /** By the person, or because the tab went out of sight. */
  paused: "person" | "hidden" | null;
  look: Look | null;
  question: Answer | null;
  ending: SessionFacts["ending"] | null;
  /** The light model has taken over. */
  lighter: boolean;
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
  openCamera(): Promise<MediaStream>;
  model(): Extract<Request, { kind: "load" }>["model"];
  announcer: Pick<Announcer, "cue" | "announce" | "introduce" | "hush">;
  sound(sound: Sound): void;
  /** Milliseconds that never go back. */
  now(): number;
  /** Keeps a session that the page does not go on to show. */
  save(end: End): void;
  onEnd(end: End): void;
  onLeave(): void;
}

/** As the document says it, in `data-phase`. */
export function phaseOf(state: State): JudgePhase | "asking" | "stopped" {
  if (state.ending !== null) return state.ending === "stopped" ? "stopped" : "done";
  if (!state.look) return "setup";
  const looking = state.look.phase === "setup" || state.look.phase === "neutral";
  if (state.at === "trouble") return looking ? "setup" : "paused";
  if (state.paused) return "paused";
  if (state.question && state.look.phase === "ready") return "asking";
  return state.look.phase;
}
