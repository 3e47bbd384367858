import { expect, test } from "vitest";

import { counted, Progress } from "./download";

test("several downloads add up, and never go back or beyond the whole", () => {
  const told: number[] = [];
  const progress = new Progress((share) => told.push(share));
  progress.expect("a", 100);
  progress.expect("b", 300);
  progress.add("a", 100);
  progress.add("b", 1);
  progress.add("b", 199);
  progress.add("b", 500);
  progress.add("unknown", 5);
  expect(told).toEqual([0.25, 0.75, 1]);
});

test("a counted answer is the same answer", async () => {
  let bytes = 0;
  const response = counted(new Response("four and more", { headers: { "content-type": "application/wasm" } }), (size) => {
    bytes += size;
  });
  expect(response.headers.get("content-type")).toBe("application/wasm");
  expect(await response.text()).toBe("four and more");
  expect(bytes).toBe(13);
});
