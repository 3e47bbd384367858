import { expect, test } from "vitest";

import { carried, type Mark, marksOf, piecesOf, stepAt } from "./marks";
import type { Finding } from "./protocol";

const TEXT = "---\ntitle: T\n---\n- Bow. `reach chst` `note`\n\nlast";
const LINES = TEXT.split("\n");

function finding(words: string, severity: Finding["severity"] = "error"): Finding {
  const start = TEXT.indexOf(words);
  return { code: "", severity, message: "", help: null, line: 0, column: 0, length: words.length, start, end: start + words.length };
}

/** The marked words of every line. */
const told = (marks: readonly Mark[], lines = LINES): string[] => marks.map((mark) => `${mark.line}: ${lines[mark.line]!.slice(mark.from, mark.to)}`);

test("a finding marks its words in every line that it touches", () => {
  expect(told(marksOf(LINES, [finding("chst"), finding("---")]))).toEqual(["0: ---", "3: chst"]);
  expect(told(marksOf(LINES, [finding("T\n---\n- Bow.")]))).toEqual(["1: T", "2: ---", "3: - Bow."]);
  expect(told(marksOf(LINES, [finding("last"), finding("\n\nlast")]))).toEqual(["3: ", "4: ", "5: last", "5: last"]);
});

test("a finding without words marks the line where it stands", () => {
  expect(marksOf(LINES, [{ ...finding("---"), end: 0 }])).toEqual([{ line: 0, from: 0, to: 0, severity: "error" }]);
  expect(marksOf([""], [{ ...finding("---"), end: 0 }])).toEqual([{ line: 0, from: 0, to: 0, severity: "error" }]);
});

test("while one types, the lines above and below keep their marks", () => {
  const marks = marksOf(LINES, [finding("title"), finding("chst"), finding("last")]);
  const typed = (lines: string[]): string[] => told(carried(marks, LINES, lines), lines);
  expect(typed(LINES)).toEqual(["1: title", "3: chst", "5: last"]);
  expect(typed(LINES.with(3, "- Bow. `reach chest`"))).toEqual(["1: title", "5: last"]);
  expect(typed(LINES.toSpliced(2, 0, "new", "new"))).toEqual(["1: title", "3: chst", "5: last"].map((line, index) => (index === 0 ? line : line.replace(/\d/, (n) => String(Number(n) + 2)))));
  expect(typed(LINES.toSpliced(2, 2))).toEqual(["1: title", "3: last"]);
  expect(typed([])).toEqual([]);
});

test("the pieces of a line are the line, with rules and the worst mark over each", () => {
  const line = LINES[3]!;
  const marks: Mark[] = [
    { line: 3, from: 0, to: line.length, severity: "warning" },
    { line: 3, from: line.indexOf("chst"), to: line.indexOf("chst") + 4, severity: "error" },
  ];
  const pieces = piecesOf(line, marks);
  expect(pieces.map((piece) => piece.text).join("")).toBe(line);
  expect(pieces.filter((piece) => piece.severity === "error").map((piece) => piece.text)).toEqual(["chst"]);
  expect(pieces.filter((piece) => piece.rule).map((piece) => piece.text).join("")).toBe("`reach chst``note`");
  expect(piecesOf("`open", [])).toEqual([{ text: "`open", severity: null, rule: false }]);
});

test("the step in which one writes is that of the heading above", () => {
  const text = "---\ntitle: T\n---\n## One\n- a\n### no step\n## Two\n- b";
  expect(["title", "## One", "- a", "no step", "Two", "- b"].map((words) => stepAt(text, text.indexOf(words)))).toEqual([null, 0, 0, 0, 1, 1]);
  expect(stepAt("", 0)).toBeNull();
});
