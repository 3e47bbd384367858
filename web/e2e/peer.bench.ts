/**
 * MediaPipe's own web packages beside ours: one tab, the same pictures, turns that alternate. Part of `npm run bench`.
 *
 * Everything that the tab asks for comes from this computer's disk; a request for anything else fails the run.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "@playwright/test";
import { build } from "vite";

import type { bench, Clip, Turn } from "../bench/page";
import { root } from "./clips";
import { Program } from "./program";
import { keep, quantile, rounded, row } from "./rows";
import { Stage } from "./stage";

/** Turns of each side whose median counts; `ROUNDS=2` for a quick look. */
const ROUNDS = Number(process.env["ROUNDS"] ?? 5);
/** From the first turn of the head on: body and face are in sight in every frame, as in `make bench`. */
const CLIP = "clips/s2_routine_correct.mp4";
const START_S = 26;
const FRAME_MS = 1000 / 15;
/** Without a graphics card, WebGL takes more than a second a frame: fewer do. */
const FRAMES = { CPU: 75, WebGL: 15 };

const sources = join(root, "web/bench");
const packages = join(sources, "node_modules/@mediapipe");
const pictures = join(root, "target/bench-frames");
const page = join(root, "target/bench-page");
const ADDRESS = "http://localhost";

const server = new Program("release");
test.beforeAll(async () => {
  await build({
    root: sources,
    base: "/",
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    build: { outDir: page, emptyOutDir: true, target: "es2022", assetsInlineLimit: 0, rollupOptions: { input: join(sources, "page.html") } },
  });
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const decode = ["-nostdin", "-v", "error", "-ss", String(START_S), "-i", join(root, CLIP), "-frames:v", String(FRAMES.CPU), "-q:v", "2", "-start_number", "0"];
  execFileSync("ffmpeg", [...decode, join(pictures, "%d.jpg")]);
  await server.start();
});
test.afterAll(() => server.end());

/** Answers every request of the tab from files; the models of ours come from the program, as in a session. */
async function serve(stage: Stage): Promise<string[]> {
  const strange: string[] = [];
  const { models } = (await (await fetch(`${server.address}/api/about`)).json()) as { models: Record<string, { path: string }> };
  await stage.context.route("**/*", async (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const [, first, ...rest] = pathname.split("/");
    const name = rest.join("/");
    if (origin !== ADDRESS) {
      strange.push(route.request().url());
      return route.abort();
    }
    if (first === "models") return route.fulfill({ body: Buffer.from(await (await fetch(server.address + models[name]!.path)).arrayBuffer()) });
    const file = first === "peer" ? join(packages, name) : first === "frames" ? join(pictures, name) : first === "guide.md" ? join(root, "guides/upper-back.md") : join(page, pathname);
    return existsSync(file) ? route.fulfill({ path: file }) : route.fulfill({ status: 404 });
  });
  return strange;
}

type Bench = typeof bench;
type Name = Parameters<Bench["load"]>[0];
const load = (stage: Stage, name: Name): Promise<void> => stage.page.evaluate((which) => (window as unknown as { bench: Bench }).bench.load(which), name);
const turn = (stage: Stage, name: Name, clip: Clip): Promise<Turn> => stage.page.evaluate(([which, what]) => (window as unknown as { bench: Bench }).bench.turn(which, what), [name, clip] as const);

const version = (name: string): string => (JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8")) as { version: string }).version;

for (const backend of ["CPU", "WebGL"] as const) {
  const name = `web_full_face_${backend.toLowerCase()}`;
  const clip: Clip = { frames: FRAMES[backend], frame_ms: FRAME_MS };
  test(`beside MediaPipe, ${backend}`, async () => {
    test.setTimeout(15 * 60_000);
    if (!existsSync(join(packages, "pose/pose.js"))) return keep([{ name, not_compared: "the packages are not installed (scripts/peer says why)" }]);
    // Without a graphics card Chromium draws in software, which pages get only when it is asked for.
    const stage = await Stage.open({ absent: true, args: ["--enable-unsafe-swiftshader"] });
    const said: string[] = [];
    stage.page.on("console", (message) => said.push(message.text()));
    try {
      const strange = await serve(stage);
      await stage.page.goto(`${ADDRESS}/page.html`);
      await stage.page.waitForFunction(() => "bench" in window);
      const renderer = await stage.page.evaluate(() => (window as unknown as { bench: Bench }).bench.renderer());
      await load(stage, "ours");
      // Not counted: caches fill.
      await turn(stage, "ours", clip);
      try {
        await load(stage, backend);
        // Not counted either: shaders are compiled, and it may turn out not to run.
        await turn(stage, backend, clip);
      } catch (error) {
        const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
        return keep([{ name, not_compared: `${reason} (${renderer})` }], { [name]: { said } });
      }
      const ours: Turn[] = [];
      const theirs: Turn[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        const mine = await turn(stage, "ours", clip);
        const other = await turn(stage, backend, clip);
        ours.push(mine);
        theirs.push(other);
        console.log(`round ${round}: unhunch ${rounded(mine.ms_per_frame)} ms/frame (body in ${mine.seen} of ${clip.frames}), MediaPipe ${rounded(other.ms_per_frame)} ms/frame (body and face in ${other.seen})`);
      }
      expect(strange, "everything comes from this computer").toEqual([]);
      // A side that finds nobody is fast for no good reason.
      for (const side of [ours, theirs]) expect(quantile(side.map((one) => one.seen), 0.5)).toBeGreaterThan(clip.frames * 0.9);
      const networks = said.some((line) => line.includes("XNNPACK")) ? "XNNPACK in WebAssembly" : backend === "CPU" ? "an unnamed part of the CPU" : "WebGL, as the packages ship";
      const rows = [
        row({
          name,
          unit: "ms",
          ours: ours.map((one) => one.ms_per_frame),
          peer: `MediaPipe by ${backend}`,
          peers: theirs.map((one) => one.ms_per_frame),
          aim: 1,
          note: `Pose ${version("pose")} (complexity 1) and FaceMesh ${version("face_mesh")}, networks by ${networks}, pictures cut by WebGL (${renderer.includes("SwiftShader") ? "SwiftShader: no graphics card here" : renderer}); ours includes the verdicts of a session`,
        }),
      ];
      keep(rows, { [name]: { renderer, said, frames: clip.frames, ours, theirs } });
    } finally {
      await stage.close();
    }
  });
}
