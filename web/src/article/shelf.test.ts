import { afterEach, expect, test, vi } from "vitest";

import { shelf } from "./shelf";

/** A browser's store for a tab, with room for so many letters. */
function store(room = Infinity): void {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    setItem(key: string, value: string) {
      if (value.length > room) throw new DOMException("no room", "QuotaExceededError");
      kept.set(key, value);
    },
  });
}

afterEach(() => vi.unstubAllGlobals());

test("a draft is there again, with what was chosen of it last and what it was saved as", () => {
  store();
  expect(shelf.draft()).toBeNull();
  expect(shelf.begin({ found: "f", choices: "1" })).toBe(true);
  shelf.choices("2");
  shelf.save({ name: "neck", version: 3, text: "t" });
  expect(shelf.draft()).toEqual({ found: "f", choices: "2" });
  expect(shelf.saved()).toEqual({ name: "neck", version: 3, text: "t" });
  // Another one has nothing of it.
  shelf.begin({ found: "g", choices: "1" });
  expect(shelf.saved()).toBeNull();
  shelf.clear();
  expect(shelf.draft()).toBeNull();
});

test("a browser without room keeps nothing rather than half a draft, and says so", () => {
  store(3);
  expect(shelf.begin({ found: "long", choices: "1" })).toBe(false);
  expect(shelf.draft()).toBeNull();
  vi.stubGlobal("sessionStorage", {
    getItem() {
      throw new DOMException("no", "SecurityError");
    },
  });
  expect([shelf.draft(), shelf.saved(), shelf.text(), shelf.write("x")]).toEqual([null, null, "", false]);
});
