/** What leaves the page: its own files, the result of a session, and nothing else. */
import { asCamera, SITS_S } from "./clips";
import { expect, savedOn, test } from "./house";
import { openSession } from "./person";

/** Lists of this many numbers would be landmarks or pixels. */
const FEW = 10;

function longestListOfNumbers(value: unknown): number {
  if (Array.isArray(value)) {
    const numbers = value.filter((entry) => typeof entry === "number").length;
    return Math.max(numbers, ...value.map(longestListOfNumbers));
  }
  if (typeof value === "object" && value !== null) return Math.max(0, ...Object.values(value).map(longestListOfNumbers));
  return 0;
}

function longestText(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value === "object" && value !== null) return Math.max(0, ...Object.values(value).map(longestText));
  return 0;
}

test("no request leaves the origin, and none carries a picture or landmarks", async ({ server, visit }) => {
  const stage = await visit({ clip: asCamera("clips/s2_lateral_neck_chin_drops_left.mp4", SITS_S) });
  const sockets: string[] = [];
  stage.page.on("websocket", (socket) => sockets.push(socket.url()));
  for (const path of ["/", "/guides/upper-back", "/settings", "/about", "/safety", "/plan", "/history"]) {
    await stage.page.goto(`${server.address}${path}`);
    await expect(stage.page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await openSession(stage, server.address, { step: "neck-tilt", side: "left" });
  await expect(stage.sentence(2)).toHaveAttribute("data-state", "broken", { timeout: 40_000 });
  await stage.page.getByRole("button", { name: "Pause" }).click();
  await stage.page.getByRole("button", { name: "End here" }).click();
  await stage.until(["done"]);
  await stage.page.getByRole("radio", { name: "A little" }).check();
  await expect.poll(async () => (await savedOn(server))[0]?.session.feedback?.stretch_felt).toBe("a_little");

  const posts = stage.sent.filter(({ method }) => method !== "GET");
  expect(posts.length).toBeGreaterThan(0);
  // The book is complete: what the worker and the service worker fetched stands in it, too.
  for (const [by, what] of [
    ["page", /\/models\/.*\.tflite$/],
    ["service worker", /\/models\/.*\.tflite$/],
    ["service worker", /\/api\/guides$/],
  ] as const) {
    expect(stage.sent.filter((one) => one.by === by && what.test(one.url)).length, `${by}: ${what}`).toBeGreaterThan(0);
  }
  for (const { method, url, body } of stage.sent) {
    const address = new URL(url);
    expect(address.origin).toBe(server.address);
    if (method === "GET") {
      // Nothing is said by way of an address, either.
      expect(body).toBeNull();
      // The history asks for a week and for so many sessions.
      expect(address.search).toMatch(/^(\?step=neck-tilt&side=left|\?of=\d{4}-\d\d-\d\d|\?limit=\d+)?$/);
      continue;
    }
    expect(`${method} ${address.pathname}`).toBe("POST /api/sessions");
    const sent = JSON.parse(body!) as object;
    expect(Object.keys(sent).sort()).toEqual(["events", "guide", "next", "schema", "session", "steps", "unhunch", "video"]);
    expect(longestListOfNumbers(sent)).toBeLessThan(FEW);
    expect(longestText(sent)).toBeLessThan(500);
    expect(body!.length).toBeLessThan(50_000);
  }
  expect(sockets).toEqual([]);
  expect(stage.errors).toEqual([]);
});

test("the browser itself is told to keep it so", async ({ server }) => {
  const { headers } = await fetch(server.address);
  const policy = new Map(
    headers
      .get("content-security-policy")!
      .split(";")
      .map((part) => part.trim().split(/ (.*)/s, 2) as [string, string]),
  );
  expect(policy.get("default-src")).toBe("'self'");
  expect(policy.get("script-src")).toBe("'self' 'wasm-unsafe-eval'");
  for (const [name, sources] of policy) expect(`${name} ${sources}`).not.toMatch(/unsafe-inline|https?:|\*/);
  expect(headers.get("permissions-policy")).toContain("camera=(self)");
  expect(headers.get("permissions-policy")).toContain("microphone=()");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
});
