import { expect, test } from "vitest";

import source from "../../../crates/measure/src/measures.rs?raw";
import { REASONS, reasonText } from "./reason";

test("every reason of the judge has words in the page's languages", () => {
  const reasons = [...source.matchAll(/Unseen::\w+ => "([^"]+)"/g)].map((found) => found[1]);
  expect(reasons.length).toBeGreaterThan(5);
  expect(reasons.filter((reason) => !Object.hasOwn(REASONS, reason!))).toEqual([]);
});

test("a reason that is newer than the page is shown as it is where it is in the page's language", () => {
  expect(reasonText("the moon is full")).toBe("the moon is full");
});
