/** What the linter says of a guide's text, as JSON from the WebAssembly. The judge's own crate has the other end. */
import type { GuidePage } from "../session/protocol";

export interface Finding {
  /** "guide::unknown_phrase" */
  code: string;
  severity: "error" | "warning";
  message: string;
  help: string | null;
  /** From 1. */
  line: number;
  /** From 1, in characters. */
  column: number;
  /** In characters; 0 when it is about the whole guide. */
  length: number;
  /** Where its words begin and end in the text, as JavaScript counts. */
  start: number;
  end: number;
}

export interface Examined {
  /** As far as the guide can be read; null when it is too long, empty or no text. */
  page: GuidePage | null;
  /** A name made of the title. */
  slug: string | null;
  /** Without any it can be coached. */
  mistakes: number;
  findings: Finding[];
}

export interface ExamineRequest {
  turn: number;
  name: string;
  text: string;
}

/** `examined` is null when the linter could not be loaded, or broke. */
export interface ExamineReply {
  turn: number;
  examined: Examined | null;
}
