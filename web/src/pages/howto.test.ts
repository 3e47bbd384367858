import { expect, test } from "vitest";

import { guide } from "../session/testing/views";
import { filled, howTo, inEnglish, namedFor, scriptText, sourcesOf } from "./howto";
import { ratedBy } from "./rated";
import { fileName } from "./TakeWithYou";

test("a guide is a HowTo with every sentence of every step, sides filled in", () => {
  const said = howTo({ ...guide, source: "One, by A; Two" }, "http://127.0.0.1:7373/guides/upper-back") as Record<string, any>;
  expect(said).toMatchObject({ "@context": "https://schema.org", "@type": "HowTo", name: guide.title, inLanguage: "en", totalTime: "PT3M", citation: ["One, by A", "Two"] });
  expect(said["step"]).toHaveLength(3);
  expect(said["step"][1]).toMatchObject({ "@type": "HowToStep", position: 2, url: "http://127.0.0.1:7373/guides/upper-back#step-neck-tilt" });
  const sentences = said["step"].flatMap((step: any) => step.itemListElement);
  expect(sentences).toHaveLength(guide.steps.flatMap((step) => step.sentences).length);
  expect(said["step"][1].itemListElement[1].text).toBe("Let your left ear sink towards your left shoulder.");
  // What is only good to know is not to be done.
  expect(said["step"][2].itemListElement[0]["@type"]).toBe("HowToTip");
  expect(said["step"][2].itemListElement[1]["@type"]).toBe("HowToDirection");
});

test("what is not known is not said", () => {
  const said = howTo({ ...guide, author: null, source: null, summary: [] }, "x");
  expect(Object.keys(said)).not.toEqual(expect.arrayContaining(["author"]));
  for (const field of ["author", "citation", "description", "aggregateRating"]) expect(said).not.toHaveProperty(field);
});

test("no word of a guide can end the script that it stands in", () => {
  const text = scriptText({ name: "</script><script>alert(1)</script>" });
  expect(text).not.toContain("<");
  expect(JSON.parse(text)).toEqual({ name: "</script><script>alert(1)</script>" });
});

test("sides are called as the guide calls them", () => {
  expect(filled("Dreh den Kopf nach {side}.", { sides: { left: "links", right: "rechts" } }, "right")).toBe("Dreh den Kopf nach rechts.");
});

test("sources in one line are told one by one", () => {
  expect(sourcesOf("A, 2011; B (b.org) ;")).toEqual(["A, 2011", "B (b.org)"]);
});

test("a translation is called as it lies beside its original", () => {
  const named = { name: "neck", languages: ["en", "de"] };
  expect([fileName({ ...named, language: "en" }), fileName({ ...named, language: "de" })]).toEqual(["neck.md", "neck.de.md"]);
});

test("without a rating there is no average, and no zero", () => {
  expect(ratedBy([])).toEqual({ count: 0, average: null, byStars: [0, 0, 0, 0, 0] });
  expect(ratedBy([5, 4, 4])).toEqual({ count: 3, average: 13 / 3, byStars: [0, 0, 0, 2, 1] });
});

test("a title that names its side is told for the side, or for both, and one that does not is left alone", () => {
  const words = { sides: { left: "links", right: "rechts" } };
  expect(namedFor("Nach {side}", words, "right")).toBe("Nach rechts");
  expect(namedFor("Nach {side}", words, null)).toBe("Nach links/rechts");
  expect(namedFor("Kopf drehen", words, "right")).toBeNull();
  expect(inEnglish("reach neck tilt {side}")).toBe("reach neck tilt left");
});

test("sets and rests are told of their step", () => {
  const [first, ...rest] = guide.steps;
  const amount = { at_least: 10, at_most: null, sets: 3, rest_between_repetitions_s: null, rest_between_sets_s: 30 };
  const said = howTo({ ...guide, steps: [{ ...first!, amount }, ...rest] }, "x") as Record<string, any>;
  expect(said["step"][0].description).toBe("3 sets of 10, 30 s rest");
  expect(said["step"][1]).not.toHaveProperty("description");
});
