/**
 * The text of the guide: a plain text field, so that keyboard, screen reader and undo are the browser's own. Behind it
 * lies the same text, unseen, which carries line numbers and underlines.
 */
import { Component, type RefObject } from "preact";
import { useMemo } from "preact/hooks";

import { t } from "../text";
import { carried, type Mark, marksOf, piecesOf } from "./marks";
import type { Finding } from "./protocol";

/** Text with more lines is shown without numbers and underlines. 200 steps, the most, of ten lines each are 2000. */
const MOST_LINES = 6000;
const NO_MARKS: Mark[] = [];

export interface TextPaneProps {
  text: string;
  /** Of `examined`, which may be an older text. */
  findings: Finding[];
  examined: string;
  onText: (text: string) => void;
  /** The cursor may have moved. */
  onCursor: (at: number) => void;
  field: RefObject<HTMLTextAreaElement | null>;
}

export function TextPane({ text, findings, examined, onText, onCursor, field }: TextPaneProps) {
  const lines = useMemo(() => text.split("\n"), [text]);
  const found = useMemo(() => {
    const of = examined.split("\n");
    return { of, marks: marksOf(of, findings) };
  }, [examined, findings]);
  const byLine = useMemo(() => {
    const grouped = new Map<number, Mark[]>();
    for (const mark of carried(found.marks, found.of, lines)) grouped.set(mark.line, [...(grouped.get(mark.line) ?? []), mark]);
    return grouped;
  }, [found, lines]);
  const numbered = lines.length <= MOST_LINES;
  return (
    <div class={numbered ? "paper" : "paper plain-paper"} style={{ "--digits": Math.max(2, String(lines.length).length) }}>
      {numbered && (
        <div class="backdrop" aria-hidden="true">
          {lines.map((line, index) => (
            <Line key={index} line={line} marks={byLine.get(index) ?? NO_MARKS} />
          ))}
        </div>
      )}
      <textarea
        ref={field}
        aria-label={t("editor.text_label")}
        aria-describedby="text-help problems-count"
        value={text}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        onInput={(event) => onText(event.currentTarget.value)}
        onKeyUp={(event) => onCursor(event.currentTarget.selectionStart)}
        onClick={(event) => onCursor(event.currentTarget.selectionStart)}
      />
    </div>
  );
}

const sameMarks = (a: readonly Mark[], b: readonly Mark[]): boolean =>
  a === b || (a.length === b.length && a.every((mark, index) => mark.from === b[index]!.from && mark.to === b[index]!.to && mark.severity === b[index]!.severity));

/** Drawn anew only when it changes: of hundreds of lines one is typed in. */
class Line extends Component<{ line: string; marks: readonly Mark[] }> {
  override shouldComponentUpdate(next: { line: string; marks: readonly Mark[] }): boolean {
    return next.line !== this.props.line || !sameMarks(next.marks, this.props.marks);
  }

  render() {
    const { line, marks } = this.props;
    const worst = marks.some((mark) => mark.severity === "error") ? "error" : marks.length > 0 ? "warning" : undefined;
    return (
      <div class="text-line" data-mark={worst}>
        {line === "" ? (
          <br />
        ) : (
          piecesOf(line, marks).map((piece, index) => (
            <span key={index} class={piece.rule ? "rule" : undefined} data-mark={piece.severity ?? undefined}>
              {piece.text}
            </span>
          ))
        )}
      </div>
    );
  }
}

/** Puts the words of a finding under the cursor, and into sight. */
export function showWords(field: HTMLTextAreaElement, { line, start, end }: Pick<Finding, "line" | "start" | "end">): void {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, Math.max(start, end));
  const at = field.parentElement?.querySelector(`.text-line:nth-child(${line})`);
  at?.scrollIntoView({ block: "center" });
}
