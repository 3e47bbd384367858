/**
 * The page's Content-Security-Policy takes no inline style, and browsers differ in what they take for one: Firefox counts
 * each value of SVG's `<animate>`, so that the drawings once stood still there. What a script sets by `element.style`, as
 * Preact does for `style={{…}}`, is none.
 */
import { expect, test } from "vitest";

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "../../index.html", "!../**/*.test.ts", "!../wasm/**"], { query: "?raw", import: "default", eager: true });

const INLINE = [/<animate/, /<set[\s>]/, /<style/, /\sstyle="/, /\sstyle=\{["'`]/, /setAttribute(NS)?\([^)]*["'`]style["'`]/, /createElement(NS)?\([^)]*["'`]style["'`]/, /\.(inner|outer)HTML\s*=/, /insertAdjacentHTML/];

test("nothing in the page is styled inline", () => {
  expect(Object.keys(sources).length).toBeGreaterThan(90);
  const bare = (text: string): string => text.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  const found = Object.entries(sources).flatMap(([path, text]) => INLINE.filter((inline) => inline.test(bare(text))).map((inline) => `${path}: ${inline}`));
  expect(found).toEqual([]);
});
