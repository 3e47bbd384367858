import { expect, test } from "vitest";

import { translator } from "./catalogue";
import { en } from "./en";
import { clockText } from "./index";

const small = {
  hello: "Hello {name}",
  page: { steps: { one: "{count} step", other: "{count} steps" } },
  polish: { kroki: { one: "{count} krok", few: "{count} kroki", many: "{count} kroków", other: "{count} kroku" } },
};

test("values are filled in, and one that is missing stays visible", () => {
  const t = translator(small, "en");
  expect(t("hello", { name: "Ada" })).toBe("Hello Ada");
  expect(t("hello")).toBe("Hello {name}");
});

test("a plural follows the rules of its language", () => {
  const t = translator(small, "en");
  expect([0, 1, 2].map((count) => t("page.steps", { count }))).toEqual(["0 steps", "1 step", "2 steps"]);
  const polish = translator(small, "pl");
  expect([1, 3, 5].map((count) => polish("polish.kroki", { count }))).toEqual(["1 krok", "3 kroki", "5 kroków"]);
});

test("numbers are written as the language does", () => {
  expect(translator(small, "de")("page.steps", { count: 1234.5 })).toBe("1.234,5 steps");
});

test("a path that is not there is an error, not an empty line", () => {
  expect(() => translator(small, "en")("gone" as "hello")).toThrow("no text at gone");
});

/** Every text of a section, with its path. */
function* texts(section: object, path: string): Generator<[string, string]> {
  for (const [name, value] of Object.entries(section)) {
    if (typeof value === "string") yield [`${path}${name}`, value];
    else if (value) yield* texts(value, `${path}${name}.`);
  }
}

test("no text claims what a wellness program must not", () => {
  const forbidden = /\b(treats|cures?|relie\w+|rehabilitat\w+|prescri\w+|clinical accuracy|abnormal)\b/i;
  for (const [path, text] of texts(en, "")) expect(text, path).not.toMatch(forbidden);
});

test("seconds since the start are written as minutes and seconds", () => {
  expect([0, 9.9, 75.4, 600].map(clockText)).toEqual(["0:00", "0:09", "1:15", "10:00"]);
});
