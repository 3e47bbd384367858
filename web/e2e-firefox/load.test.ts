/** What a visitor sees first, and what the page asks for: nothing is said in the console, nothing goes elsewhere. */
import { expect } from "vitest";

import { GUIDE, test } from "./house";

test("home shows the guides, and the console stays empty", async ({ server, visitor }) => {
  await visitor.goto("/");
  await visitor.find("h1", /^Guides$/);
  const guides = (await (await fetch(`${server.address}/api/guides`)).json()) as { title: string }[];
  expect(guides.length).toBeGreaterThan(0);
  const shown = await visitor.page.$$eval("main .guide-card h3 a", (links) => links.map((link) => link.textContent));
  expect(shown).toEqual(expect.arrayContaining(guides.map(({ title }) => title)));
  // The drawings are laid out: none has fallen flat.
  expect(await visitor.page.$$eval("main svg", (drawings) => drawings.every((drawing) => drawing.getBoundingClientRect().height > 50))).toBe(true);
  expect(visitor.said).toEqual([]);
  expect(visitor.strayed()).toEqual([]);
});

test("no page says anything in the console, and nothing goes to another origin", async ({ visitor }) => {
  const said: Record<string, string[]> = {};
  for (const path of ["/", `/guides/${GUIDE}`, "/authors/unhunch", "/edit", "/plan", "/history", "/settings", "/about", "/safety"]) {
    await visitor.goto(path);
    await visitor.find("h1", /./);
    // The drawings have moved by then.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    // What is said about a page may come after it.
    await visitor.page.goto("about:blank");
    said[path] = visitor.faults();
    visitor.said.length = 0;
  }
  await visitor.goto(`/guides/${GUIDE}`);
  // The book is complete: a worker asks for the models, and only the service worker for the largest icon.
  for (const what of [/\/models\/.*\.tflite$/, /\/icon-512\.png$/]) await expect.poll(() => visitor.sent.some((one) => what.test(one)), { timeout: 20_000 }).toBe(true);
  expect(Object.entries(said).filter(([, faults]) => faults.length > 0)).toEqual([]);
  expect(visitor.strayed()).toEqual([]);
  expect(visitor.sent.filter((one) => !one.startsWith("GET "))).toEqual([]);
});
