/**
 * How fast the page is in a real browser, with the camera playing the bundled routine: `npm run bench`.
 *
 * Measures the program of `make build`. `MINUTES` says how long the full model runs (1), for the growth of memory 10.
 * Adds to target/bench-page.json.
 */
import { expect, test } from "@playwright/test";

import { asCamera } from "./clips";
import { tabMemory } from "./memory";
import { openSession } from "./person";
import { Program } from "./program";
import { keep, quantile, type Row, rounded, row } from "./rows";
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

test("the page's speed", async () => {
  const minutes = Number(process.env["MINUTES"] ?? 1);
  // Loading, the lite model, and slow clocks come on top.
  test.setTimeout((minutes * 1.1 + 5) * 60_000);
  const rows: Row[] = [];
  const details: Record<string, unknown> = {};
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
    details[model] = {
      frames_per_s: rounded(judged.length / seconds),
      judged_ms: { median: rounded(quantile(judged.map((one) => one.judged_ms), 0.5)), p95: rounded(quantile(judged.map((one) => one.judged_ms), 0.95)) },
      frame_to_verdict_ms: { median: rounded(quantile(judged.map((one) => one.delay_ms), 0.5)), p95: rounded(quantile(judged.map((one) => one.delay_ms), 0.95)) },
      first_judged_frame_ms: Math.round(first),
      download_before_it_mb: Math.round([...bytes.values()].reduce((sum, size) => sum + size, 0) / 1e4) / 100,
      tab_mb_by_minute: memory,
    };
    const judged_ms = judged.map((one) => one.judged_ms);
    // Every picture is a round of its own here: the slowest of hundreds says nothing, nineteen of twenty do.
    const most = [0, 0.5, 0.95].map((share) => quantile(judged_ms, share));
    rows.push(row({ name: `page_judged_${model}`, unit: "ms", ours: most, peer: "our aim, 40 frames/s", peers: [25], aim: 1, note: `up to 19 of 20 frames; ${rounded(judged.length / seconds)} frames/s of a camera with 30` }));
    const held = memory.filter((mb) => mb !== null);
    rows.push(
      held.length > 0
        ? row({ name: `page_tab_${model}`, unit: "MB", ours: held, peer: "our aim", peers: [150], aim: 1, note: `${held[0]} MB after 20 s, ${held.at(-1)} MB ${steps} min later` })
        : { name: `page_tab_${model}`, not_compared: "this system has no /proc" },
    );
    await stage.close();
  }
  keep(rows, { camera: "640x480 at 30 frames/s", ...details });
});
