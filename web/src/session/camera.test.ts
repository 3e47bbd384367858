import { expect, test } from "vitest";

import { browserKind, troubleOf } from "./camera";

test("what browsers say of a camera that can't be had", () => {
  expect(["NotAllowedError", "NotFoundError", "OverconstrainedError", "NotReadableError", "AbortError", "SecurityError"].map(troubleOf)).toEqual(["denied", "none", "none", "in_use", "in_use", "denied"]);
});

test("browsers that call themselves by each other's names", () => {
  expect(browserKind("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0")).toBe("chromium");
  expect(browserKind("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15")).toBe("safari");
  expect(browserKind("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")).toBe("firefox");
  expect(browserKind("something else")).toBe("any");
});
