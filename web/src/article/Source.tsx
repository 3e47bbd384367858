/** The article's own text, with the sentence that one is at and the words that made its rules. */
import { useEffect, useMemo, useRef } from "preact/hooks";

import { langOf, t } from "../text";
import type { SourcePart } from "./protocol";

/** Step, sentence, and perhaps one of its rules, from 0. */
export interface At {
  step: number;
  sentence: number;
  rule: number | null;
}

export const isSame = (a: At | null, b: At): boolean => a !== null && a.step === b.step && a.sentence === b.sentence && a.rule === b.rule;

/** The mouse is at something. What comes under a mouse that rests, because the page scrolls, is not what one looks at. */
export function moved(event: MouseEvent, at: (() => void) | undefined): void {
  if (!at || (event.movementX === 0 && event.movementY === 0)) return;
  event.stopPropagation();
  at();
}

/** Above and below the sentence that is kept in sight. */
const MARGIN_PX = 32;

export function Source({ parts, lang, at, onAt }: { parts: SourcePart[]; lang: string; at: At | null; onAt: (at: At) => void }) {
  const pane = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => parts.map((part, index) => ({ part, index })), [parts]);
  const isAt = (part: SourcePart): boolean => at !== null && part.of !== null && part.of[0] === at.step && part.of[1] === at.sentence;
  useEffect(() => {
    const box = pane.current;
    const mark = box?.querySelector("[data-here]");
    if (!box || !mark || box.scrollHeight <= box.clientHeight) return;
    const top = mark.getBoundingClientRect().top - box.getBoundingClientRect().top;
    const bottom = mark.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
    if (top < MARGIN_PX) box.scrollTop += top - MARGIN_PX;
    else if (bottom > box.clientHeight - MARGIN_PX) box.scrollTop += Math.min(top - MARGIN_PX, bottom - box.clientHeight + MARGIN_PX);
  }, [at?.step, at?.sentence]);
  return (
    <div class="source">
      <h2 id="source-title">{t("article.source_title")}</h2>
      <p class="quiet small">{t("article.source_note")}</p>
      {/* What scrolls must be reached by keyboard. */}
      <div class="source-text" ref={pane} tabIndex={0} role="region" aria-labelledby="source-title" lang={langOf(lang)}>
        {shown.map(({ part, index }) =>
          part.of === null ? (
            <span key={index}>{part.text}</span>
          ) : (
            // A convenience for the mouse: by keyboard, the guide's own buttons lead from sentence to sentence.
            <span key={index} class="source-sentence" data-here={isAt(part) ? "" : undefined} onClick={() => onAt({ step: part.of![0], sentence: part.of![1], rule: null })}>
              {isAt(part) ? <Marked part={part} rule={at!.rule} /> : part.text}
            </span>
          ),
        )}
      </div>
    </div>
  );
}

/** A sentence with the words of one rule, or of all, marked. */
function Marked({ part, rule }: { part: SourcePart; rule: number | null }) {
  return (
    <>
      {piecesOf(part.text, rule === null ? part.words.flat() : (part.words[rule] ?? [])).map((piece, index) =>
        piece.marked ? <mark key={index}>{piece.text}</mark> : piece.text,
      )}
    </>
  );
}

/** A text cut where what is marked begins and ends; ranges may overlap. */
export function piecesOf(text: string, ranges: readonly (readonly [number, number])[]): { text: string; marked: boolean }[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const pieces: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const [from, to] of sorted) {
    if (to <= at) continue;
    const start = Math.max(from, at);
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}
