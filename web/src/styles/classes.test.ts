/**
 * No class name means two things: `rating.css` once styled `.bar`, the session's buttons were a `bar` too, and nobody could
 * press them.
 */
import { expect, test } from "vitest";

const sheets = byPath(import.meta.glob<string>("../**/*.css", { query: "?raw", import: "default", eager: true }));

const sources = byPath({ ...import.meta.glob<string>("../**/*.tsx", { query: "?raw", import: "default", eager: true }), ...import.meta.glob<string>("../figure/*.ts", { query: "?raw", import: "default", eager: true }) });

const SHARED = "styles/base.css";

/** By the path from `src`. */
function byPath(files: Record<string, string>): Map<string, string> {
  const named = Object.entries(files).map(([path, text]): [string, string] => [path.replace(/^\.\.\//, "").replace(/^\.\//, "styles/"), text]);
  return new Map(named.filter(([path]) => !path.includes(".test.")));
}

/** The classes of each selector of a sheet. */
function selectors(css: string): string[][] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, "");
  const found: string[][] = [];
  for (const [, prelude] of plain.matchAll(/([^{}]+)\{/g)) {
    const text = prelude!.split(";").at(-1)!.trim();
    if (text.startsWith("@") || /^(from|to|[\d.]+%)/.test(text)) continue;
    for (const selector of apart(text)) {
      const unquoted = selector.replace(/"[^"]*"/g, "");
      found.push([...unquoted.matchAll(/\.(-?[_a-z][\w-]*)/gi)].map(([, name]) => name!));
    }
  }
  return found;
}

/** A list of selectors, whose commas in brackets are not its own. */
function apart(list: string): string[] {
  const found = [""];
  let depth = 0;
  for (const sign of list) {
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (sign === "," && depth === 0) found.push("");
    else found[found.length - 1] += sign;
  }
  return found;
}

/** The classes that a source names: in `class`, and for the figure in what it makes shapes of. */
function used(path: string, text: string): { names: Set<string>; unclear: string[] } {
  const names = new Set<string>();
  const unclear: string[] = [];
  const take = (words: string): void => words.split(/\s+/).forEach((name) => name && names.add(name));
  for (const found of text.matchAll(/[\s{]class(?::\s*|=)(?:"([^"]*)"|\{)/g)) {
    if (found[1] !== undefined) take(found[1]);
    else {
      const expression = braced(text, found.index + found[0].length - 1);
      // The figure's own classes are handed on: `class={shape.class}`.
      if (/^\{\w+\.class\}$/.test(expression)) continue;
      if (expression.includes("${")) unclear.push(expression);
      // What is compared is no class.
      const words = expression.replace(/[=!]==?\s*"[^"]*"/g, "").replace(/\(\s*"[^"]*"/g, "");
      for (const [, name] of words.matchAll(/"([^"]*)"/g)) take(name!);
    }
  }
  if (path.startsWith("figure/")) for (const [, name] of text.matchAll(/"(f-[a-z]+(?: [a-z-]+)?)"/g)) take(name!);
  return { names, unclear };
}

/** From the brace at `start` to the one that closes it. */
function braced(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return text.slice(start, at + 1);
  }
  return text.slice(start);
}

const owners = new Map<string, Set<string>>();
for (const [path, css] of sheets) for (const name of selectors(css).flat()) owners.set(name, (owners.get(name) ?? new Set()).add(path));

/** The owner of a class that stands in several sheets is the shared one, if it is among them. */
const shared = (name: string): boolean => owners.get(name)?.has(SHARED) ?? false;

/** Sheets that the page's entry loads are there for every page. */
const everywhere = [...(sources.get("main.tsx") ?? "").matchAll(/import "\.\/(.+\.css)"/g)].map(([, path]) => path!);

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

function reachable(path: string): string[] {
  const folder = folderOf(path);
  const near = [...sources].filter(([other]) => folder !== "" && folderOf(other) === folder);
  const imported = near.flatMap(([, text]) => [...text.matchAll(/import "\.\/(.+\.css)"/g)].map(([, sheet]) => `${folder}${sheet}`));
  return [...everywhere, ...imported];
}

test("what is read here is what is there", () => {
  expect(everywhere).toContain(SHARED);
  expect(sheets.size).toBeGreaterThan(8);
  expect(sources.size).toBeGreaterThan(30);
  expect(selectors('@media (x) { .a .b:has(.c, d), e { f: g; } } /* .h */ .i[data-x=".j"]::before { k: 1.5rem; }')).toEqual([["a", "b", "c"], [], ["i"]]);
  expect([...used("pages/x.tsx", '<p class="a b"><i class={on === "c" ? "d" : undefined} />').names]).toEqual(["a", "b", "d"]);
});

test("every class belongs to one stylesheet; only the shared ones are used by others, and only within what is their own", () => {
  const clashes = [...owners].filter(([name, paths]) => paths.size > 1 && !shared(name)).map(([name, paths]) => `.${name} is in ${[...paths].join(" and ")}`);
  for (const [path, css] of sheets) {
    if (path === SHARED) continue;
    for (const names of selectors(css)) {
      if (names.length > 0 && names.every(shared)) clashes.push(`${path} changes .${names.join(" .")} of ${SHARED}`);
    }
  }
  expect(clashes).toEqual([]);
});

test("every class that is used is in a stylesheet that is there where it is used", () => {
  const lost: string[] = [];
  for (const [path, text] of sources) {
    const there = reachable(path);
    for (const name of used(path, text).names) {
      if (![...(owners.get(name) ?? [])].some((sheet) => there.includes(sheet))) lost.push(`.${name} in ${path}`);
    }
  }
  expect(lost).toEqual([]);
});

test("no class is put together of parts: what changes is a data attribute", () => {
  expect([...sources].flatMap(([path, text]) => used(path, text).unclear.map((expression) => `${path}: ${expression}`))).toEqual([]);
});

test("no class is styled that nobody uses", () => {
  const all = new Set([...sources].flatMap(([path, text]) => [...used(path, text).names]));
  expect([...owners].filter(([name]) => !all.has(name)).map(([name, paths]) => `.${name} in ${[...paths].join()}`)).toEqual([]);
});
