import { expect, test } from "vitest";

import { translator } from "./catalogue";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { clockText, firstSpoken, LANGUAGES, languageName } from "./index";

const TRANSLATED = { de, es };

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
  const forbidden = {
    en: /\b(treats|cures?|relie\w+|rehabilitat\w+|prescri\w+|clinical accuracy|abnormal)\b/i,
    de: /(heil(t|en|ung)\b|linder\w+|therapier\w+|rehabilit\w+|verschreib\w+|klinisch\w* genau|abnormal|beschwerdefrei)/i,
    es: /(\bcura[rn]?\b|\balivi\w+|rehabilit\w+|\bterap\w+|recet\w+|anormal|precisión clínica)/i,
  };
  for (const [language, catalogue] of Object.entries({ en, ...TRANSLATED })) {
    for (const [path, text] of texts(catalogue, "")) expect(text, `${language} ${path}`).not.toMatch(forbidden[language as keyof typeof forbidden]);
  }
});

/** Every text by its path; the forms of a plural are one text, whose names differ from language to language. */
function leaves(section: object, path = ""): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, value] of Object.entries(section) as [string, unknown][]) {
    const at = `${path}${name}`;
    if (typeof value === "string") found.set(at, [value]);
    else if (Array.isArray(value)) found.set(`${at} (${value.length} items)`, value as string[]);
    else if (Object.keys(value as object).every((form) => /^(zero|one|two|few|many|other)$/.test(form))) found.set(at, Object.values(value as object) as string[]);
    else for (const [inner, words] of leaves(value as object, `${at}.`)) found.set(inner, words);
  }
  return found;
}

const places = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

for (const [language, catalogue] of Object.entries(TRANSLATED)) {
  const [english, translated] = [leaves(en), leaves(catalogue)];

  test(`${language} has every text, and no other`, () => {
    expect([...english.keys()].filter((path) => !translated.has(path)), "missing").toEqual([]);
    expect([...translated.keys()].filter((path) => !english.has(path)), "too many").toEqual([]);
    for (const [path, words] of translated) for (const text of words) expect(text.trim(), path).not.toBe("");
  });

  test(`${language} fills in the same values`, () => {
    for (const [path, words] of translated) {
      const wanted = [...new Set(english.get(path)!.flatMap(places))].sort();
      expect([...new Set(words.flatMap(places))].sort(), path).toEqual(wanted);
    }
  });

  test(`${language} is translated, but for what reads the same`, () => {
    const same = [...translated].filter(([path, words]) => words.join() === english.get(path)!.join() && /[a-z]{4}/i.test(words.join().replace(/\{\w+\}/g, "")));
    const known = ["app.name", "about.version", "about.version_title", "session.button.pause", "editor.pane.text", "editor.name", "app.plan", "plan.title", "plan.routine.name", "lookback.out.format", "lookback.out.json", "lookback.out.fhir"];
    expect(same.map(([path]) => path).filter((path) => !known.includes(path))).toEqual([]);
  });
}

test("the language is the first that the page speaks", () => {
  expect(firstSpoken([null, "fr-FR", "de-AT", "es"])).toBe("de");
  expect(firstSpoken(["es", "de"])).toBe("es");
  expect(firstSpoken([null, "fr", "toString"])).toBe("en");
  expect(firstSpoken([])).toBe("en");
  expect(Object.keys(LANGUAGES)).toEqual(["en", "de", "es"]);
  expect(languageName("de")).toBe("German");
});

test("seconds since the start are written as minutes and seconds", () => {
  expect([0, 9.9, 75.4, 600].map(clockText)).toEqual(["0:00", "0:09", "1:15", "10:00"]);
});
