/**
 * What the linter says of a guide's text, as JSON from the WebAssembly, and what page and worker say to each other.
 * `crates/browser/src/examine.rs` is the other end of the JSON.
 */
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
  /** The guide as far as it can be read; null when the text is too long, empty or no UTF-8. */
  page: GuidePage | null;
  /** A name made of the title. */
  slug: string | null;
  /** Errors among the findings: with none, the guide can be coached. */
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
