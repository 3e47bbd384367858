/** Which words of which line are underlined. Lines count from 0 here. */
import type { Finding } from "./protocol";

export interface Mark {
  line: number;
  /** In the line, as JavaScript counts; both the same for a finding without words. */
  from: number;
  to: number;
  severity: Finding["severity"];
}

/** Marks of `findings`, one for each line that a finding touches. */
export function marksOf(lines: readonly string[], findings: readonly Finding[]): Mark[] {
  const marks: Mark[] = [];
  let [line, start] = [0, 0];
  for (const { start: from, end, severity } of [...findings].sort((a, b) => a.start - b.start)) {
    while (line + 1 < lines.length && start + lines[line]!.length < from) start += lines[line++]!.length + 1;
    // A finding may go over several lines; the next one may begin in its first.
    for (let [at, begins] = [line, start]; at < lines.length && begins <= Math.max(from, end - 1); begins += lines[at++]!.length + 1) {
      const length = lines[at]!.length;
      const clamp = (place: number): number => Math.min(length, Math.max(0, place - begins));
      marks.push({ line: at, from: clamp(from), to: clamp(end), severity });
    }
  }
  return marks;
}

/** The marks of `before` in `after`, until that is examined: lines above and below what is typed keep theirs. */
export function carried(marks: readonly Mark[], before: readonly string[], after: readonly string[]): Mark[] {
  const most = Math.min(before.length, after.length);
  let above = 0;
  while (above < most && before[above] === after[above]) above++;
  let below = 0;
  while (below < most - above && before[before.length - 1 - below] === after[after.length - 1 - below]) below++;
  const shift = after.length - before.length;
  return marks.flatMap((mark) => {
    if (mark.line < above) return [mark];
    return mark.line >= before.length - below ? [{ ...mark, line: mark.line + shift }] : [];
  });
}

export interface Piece {
  text: string;
  /** Of the worst mark over it. */
  severity: Finding["severity"] | null;
  /** Between backticks: a rule. */
  rule: boolean;
}

/** The line in pieces that look alike. Together they are the line. */
export function piecesOf(line: string, marks: readonly Mark[]): Piece[] {
  const rules = [...line.matchAll(/`[^`]*`/g)].map((found): [number, number] => [found.index, found.index + found[0].length]);
  const edges = new Set([0, line.length, ...rules.flat(), ...marks.flatMap(({ from, to }) => [from, to])]);
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((to, index) => {
    const from = sorted[index]!;
    const over = marks.filter((mark) => mark.from < to && from < mark.to);
    return {
      text: line.slice(from, to),
      severity: over.some((mark) => mark.severity === "error") ? "error" : over.length > 0 ? "warning" : null,
      rule: rules.some(([begin, end]) => begin < to && from < end),
    };
  });
}

/** The step in which the place `at` of the text stands, from 0; null above the first. */
export function stepAt(text: string, at: number): number | null {
  const line = text.indexOf("\n", at);
  const before = text.slice(0, line < 0 ? text.length : line);
  const headings = before.match(/^##[ \t]/gm)?.length ?? 0;
  return headings > 0 ? headings - 1 : null;
}
