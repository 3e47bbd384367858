/** All stylesheets are loaded together in the end, so a class has one place that says what it looks like. */
import { expect, test } from "vitest";

const sheets = import.meta.glob<string>("../**/*.css", { query: "?raw", import: "default", eager: true });

/** The sheets beside a page's own code belong together; those in this folder stand each for itself. */
const ownerOf = (path: string): string => (path.startsWith("./") ? path : path.replace(/\/[^/]+$/, ""));

/** Classes that stand alone as a selector: `.bar {`, and not `.stage .bar {`. */
function styledBy(text: string): Set<string> {
  const selectors = [...text.replaceAll(/\/\*[^]*?\*\//g, "").matchAll(/([^{}]+)\{/g)].flatMap(([, selector]) => (selector ?? "").split(","));
  return new Set(selectors.flatMap((selector) => /^\.([\w-]+)$/.exec(selector.trim())?.[1] ?? []));
}

test("no class is styled in two places: Pause and Stop were once cut to the height of a histogram's bar", () => {
  const owners = new Map<string, Set<string>>();
  for (const [path, text] of Object.entries(sheets)) {
    for (const name of styledBy(text)) owners.set(name, (owners.get(name) ?? new Set()).add(ownerOf(path)));
  }
  expect(owners.get("star")?.size).toBe(1);
  expect([...owners].filter(([, of]) => of.size > 1).map(([name, of]) => [name, ...of])).toEqual([]);
});
