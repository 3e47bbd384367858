import { expect, test } from "vitest";

import { onShelves } from "./shelves";

/** Names of the guides that come with the program. */
const shipped = Object.keys(import.meta.glob("../../../guides/*.md", { query: "?raw" }))
  .map((path) => path.split("/").at(-1)!.split("."))
  .filter((parts) => parts.length === 2)
  .map(([name]) => name!);

test("every guide of the program stands on one shelf, and none on the last", () => {
  expect(shipped.length).toBeGreaterThanOrEqual(17);
  const shelves = onShelves(shipped.map((name) => ({ name })));
  expect(shelves.map(({ name }) => name)).not.toContain("more");
  expect(shelves.flatMap(({ guides }) => guides.map(({ name }) => name)).sort()).toEqual([...shipped].sort());
});

test("a guide that is not known here comes last, and an empty shelf is left out", () => {
  const guides = ["new-one", "gentle", "neck"].map((name) => ({ name }));
  expect(onShelves(guides)).toEqual([
    { name: "neck", guides: [{ name: "neck" }] },
    { name: "between", guides: [{ name: "gentle" }] },
    { name: "more", guides: [{ name: "new-one" }] },
  ]);
});
