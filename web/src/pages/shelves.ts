/** Which guides of the program stand together in the list, by what they are for. What is not named here comes last. */

export type ShelfName = "back" | "neck" | "turning" | "legs" | "between" | "more";

export interface Shelf<G> {
  name: ShelfName;
  guides: G[];
}

const SHELVES: readonly (readonly [ShelfName, readonly string[]])[] = [
  ["back", ["upper-back", "chest-opener", "wall-angels", "doorway-chest"]],
  ["neck", ["neck", "chin-tucks", "shoulders", "wrists"]],
  ["turning", ["seated-twist", "side-bend", "cat-and-cow"]],
  ["legs", ["calves-and-thighs", "sit-to-stand", "balance"]],
  ["between", ["desk-break", "breathe-and-reset", "gentle"]],
];

/** The guides on their shelves, each in the order in which they are given; no shelf is empty. */
export function onShelves<G extends { name: string }>(guides: readonly G[]): Shelf<G>[] {
  const shelfOf = (guide: G): ShelfName => SHELVES.find(([, names]) => names.includes(guide.name))?.[0] ?? "more";
  const names: ShelfName[] = [...SHELVES.map(([name]) => name), "more"];
  return names.map((name) => ({ name, guides: guides.filter((guide) => shelfOf(guide) === name) })).filter((shelf) => shelf.guides.length > 0);
}
