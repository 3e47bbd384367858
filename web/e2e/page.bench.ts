/**
 * How fast the page is in a real browser, with the camera playing the bundled routine: `npm run bench`.
 *
 * Measures the program of `make build`. `MINUTES` says how long the full model runs (1), for the growth of memory 10.
 * Writes target/bench-page.json.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { asCamera, root } from "./clips";
import { openSession } from "./person";
import { Program } from "./program";
import { Stage } from "./stage";

interface Judged {
  /** From the picture's being shown to its verdict's being drawn. */
  delay_ms: number;
  judged_ms: number;
  /** Since the page was opened. */
  at_ms: number;
  model: string;
}

const server = new Program("release");
test.beforeAll(() => server.start());
test.afterAll(() => server.end());

/** Keeps what goes through the worker; runs in the page. */
function spy(): void {
  const judged: Judged[] = [];
  Object.assign(window, { judged });
  let shown = 0;
  const watch = HTMLVideoElement.prototype.requestVideoFrameCallback;
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
    return watch.call(this, (now, about) => {
      shown = performance.now();
      callback(now, about);
    });
  };
  const Original = Worker;
  window.Worker = class extends Original {
    private sent = 0;
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener("message", ({ data }: MessageEvent<{ kind: string; judged_ms: number; model: string }>) => {
        if (data.kind !== "view") return;
        const { sent } = this;
        requestAnimationFrame(() => judged.push({ delay_ms: performance.now() - sent, judged_ms: data.judged_ms, at_ms: performance.now(), model: data.model }));
      });
    }
    override postMessage(...args: unknown[]): void {
      if ((args[0] as { kind: string }).kind === "frame") this.sent = shown;
      (super.postMessage as (...args: unknown[]) => void)(...args);
    }
  };
}

const judgedBy = (stage: Stage): Promise<Judged[]> => stage.page.evaluate(() => (window as unknown as { judged: Judged[] }).judged);

const quantile = (values: number[], share: number): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? NaN;

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Of the tab alone, MB that no other process shares; null where there is no /proc. */
async function tabMemory(stage: Stage): Promise<number | null> {
  const session = await stage.browser.newBrowserCDPSession();
  const { processInfo } = (await session.send("SystemInfo.getProcessInfo")) as { processInfo: { type: string; id: number }[] };
  const sizes = processInfo.flatMap(({ type, id }) => {
    if (type !== "renderer") return [];
    try {
      const text = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
      return [...text.matchAll(/^Private_\w+: +(\d+) kB/gm)].reduce((sum, [, kb]) => sum + Number(kb), 0);
    } catch {
      return [];
    }
  });
  // The browser keeps a spare, empty tab: the largest is ours.
  return sizes.length > 0 ? rounded(Math.max(...sizes) / 1024) : null;
}

test("the page's speed", async () => {
  const minutes = Number(process.env["MINUTES"] ?? 1);
  test.setTimeout((minutes + 3) * 60_000);
  const rows: Record<string, unknown> = {};
  for (const model of ["full", "lite"] as const) {
    const stage = await Stage.open({ clip: asCamera("clips/s2_routine_correct.mp4") });
    const bytes = new Map<string, number>();
    let first = 0;
    // Each address once: what the service worker keeps for later was downloaded already.
    stage.context.on("response", (response) => {
      if (first === 0 && !response.fromServiceWorker()) bytes.set(response.url(), Number(response.headers()["content-length"] ?? 0));
    });
    await stage.context.addInitScript(spy);
    if (model === "lite") await stage.context.addInitScript(() => localStorage.setItem("unhunch.settings", JSON.stringify({ model: "lite" })));
    await openSession(stage, server.address);
    await expect.poll(async () => (await judgedBy(stage)).length, { intervals: [20], timeout: 60_000 }).toBeGreaterThan(0);
    first = (await judgedBy(stage))[0]!.at_ms;
    await stage.page.waitForTimeout(20_000);
    const memory = [await tabMemory(stage)];
    const steps = model === "full" ? minutes : 0.5;
    for (let left = steps; left > 0; left -= 1) {
      await stage.page.waitForTimeout(Math.min(left, 1) * 60_000);
      memory.push(await tabMemory(stage));
    }
    const judged = (await judgedBy(stage)).slice(60);
    expect(judged.every((one) => one.model === model)).toBe(true);
    const seconds = (judged.at(-1)!.at_ms - judged[0]!.at_ms) / 1000;
    rows[model] = {
      frames_per_s: rounded(judged.length / seconds),
      judged_ms: { median: rounded(quantile(judged.map((one) => one.judged_ms), 0.5)), p95: rounded(quantile(judged.map((one) => one.judged_ms), 0.95)) },
      frame_to_verdict_ms: { median: rounded(quantile(judged.map((one) => one.delay_ms), 0.5)), p95: rounded(quantile(judged.map((one) => one.delay_ms), 0.95)) },
      first_judged_frame_ms: Math.round(first),
      download_before_it_mb: Math.round([...bytes.values()].reduce((sum, size) => sum + size, 0) / 1e4) / 100,
      tab_mb_by_minute: memory,
    };
    await stage.close();
  }
  const report = { cpu: cpus()[0]?.model, load_before: loadavg()[0], camera: "640x480 at 30 frames/s", ...rows };
  mkdirSync(join(root, "target"), { recursive: true });
  writeFileSync(join(root, "target/bench-page.json"), JSON.stringify(report, null, 2));
  console.log(JSON.stringify(report, null, 2));
});
