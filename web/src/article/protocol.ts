/**
 * What the reader of articles says, as JSON from its WebAssembly, and what page and worker say to each other.
 * `crates/article` is the other end of the JSON.
 */

export type Choice = "accept" | "strike" | "ask" | "note";

export type Field = "title" | "author" | "source";

/** Words of the import; `english` where the page's language has none for them. */
export interface Said {
  text: string;
  english: boolean;
}

/** What a rule waits for. */
export type Waits = { for: "reach" | "side" | "again" } | { for: "clash"; with: string };

/** A rule in plain words. */
export interface RuleWords {
  /** As the language has it: "reach neck tilt {side}". */
  rule: string;
  verb: "start" | "reach" | "keep" | "hold" | "return" | "slowly" | "repeat" | "each side" | "stop";
  /** What the coach says of it. */
  says: string | null;
  /** Fewest and most, of what is counted. */
  count: [number, number | null] | null;
  unit: "s" | "breaths" | "times" | null;
  /** How it is checked, in English. */
  explained: string | null;
}

export interface Suggestion extends RuleWords {
  id: string;
  /** The words of the article that say it. */
  because: string[];
  doubt: Said | null;
  choice: "accept" | "strike" | null;
  waits: Waits | null;
}

export interface Question extends RuleWords {
  id: string;
  why: Said;
  /** "accept" is yes. */
  choice: "accept" | "strike" | null;
  waits: Waits | null;
}

/** What stands behind a sentence without a rule. */
export interface Without {
  id: string;
  /** What the person is asked; null: it is there to be read. */
  asked: string | null;
  chosen: boolean;
  /** It needs none: the step is done for each side. */
  covered: boolean;
}

export interface Sentence {
  /** As the article has it. */
  said: string;
  /** As the guide has it, with both sides where it is done for each. */
  text: string;
  rules: Suggestion[];
  questions: Question[];
  without: Without | null;
  hint: Said | null;
}

export interface Step {
  title: string;
  each_side: Suggestion | null;
  sentences: Sentence[];
}

export interface Counts {
  steps: number;
  sentences: number;
  /** Suggestions that nobody has looked at. */
  open: number;
  accepted: number;
  struck: number;
  waiting: number;
  /** Without an answer. */
  questions: number;
}

export type Refused =
  | { why: "too_long"; most_mb: number }
  | { why: "too_much"; steps: number }
  | { why: "fault"; mistake: string }
  | { why: "not_text" | "pdf" | "pdf_pictures" | "too_much_text" | "language" | "no_how_to" };

/** A draft as it stands. */
export interface View {
  /** Of the article: "en". */
  language: string;
  title: string;
  author: string;
  source: string;
  intro: string[];
  stop: Suggestion | null;
  steps: Step[];
  left_out: { text: string; why: Said }[];
  repairs: Said[];
  counts: Counts;
  /** Null when it is longer than a guide may be; then `refused` says so. */
  guide: string | null;
  refused: Refused | null;
  slug: string | null;
}

/** A stretch of the article's text. */
export interface SourcePart {
  text: string;
  /** Step and sentence of the guide, from 0. */
  of: [number, number] | null;
  /** For each of its rules, the words that say it: from and to in `text`. */
  words: [number, number][][];
}

export type Opened = { draft: { source: SourcePart[]; view: View } } | { refused: Refused };

/** What is kept of a draft, to take it up again. */
export interface Kept {
  found: string;
  choices: string;
}

export type Order =
  | { do: "read"; bytes: Uint8Array<ArrayBuffer> }
  | { do: "resume"; kept: Kept }
  | { do: "choose"; id: string; choice: Choice | null }
  | { do: "all"; step: number | null; choice: "accept" | "strike" | null }
  | { do: "write"; field: Field; text: string };

export interface ReaderRequest {
  turn: number;
  language: string;
  order: Order;
}

/** What an order gives. `opened` is null when a draft can't be taken up again. */
export type Answer = { opened: Opened | null; found: string | null; choices: string | null } | { view: View; choices: string };

/** `answer` is null when the reader could not be loaded, or broke. */
export interface ReaderReply {
  turn: number;
  answer: Answer | null;
}
