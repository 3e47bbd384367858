/**
 * Ours and MediaPipe's own web packages in one tab, on the same pictures, one side at a time: `../e2e/peer.bench.ts` opens it.
 *
 * Both work on the page's own thread here, begin with the same canvas and end with what a page can use: ours with the
 * verdicts of a whole session, theirs with the landmarks.
 */
import { PixelReader } from "../src/session/pixels";
import { hasRelaxedSimd } from "../src/session/relaxed";
import init, { Judge } from "../src/wasm/browser.js";
import plain from "../src/wasm/browser_bg.wasm?url";
import relaxed from "../src/wasm/relaxed.wasm?url";
import { type Backend, Peer } from "./peer";

/** Of the clip, whose pictures lie at `/frames/0.jpg`, `/frames/1.jpg`, … */
export interface Clip {
  frames: number;
  /** Time from one picture to the next. */
  frame_ms: number;
}

/** One turn of one side over the clip. */
export interface Turn {
  ms_per_frame: number;
  /** Pictures in which body and face were found. */
  seen: number;
}

export interface Side {
  /** Finds body and face in what the canvas shows. */
  frame(canvas: HTMLCanvasElement, at_ms: number): Promise<boolean>;
}

const bytes = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(path)).arrayBuffer());

/** What a session does with every camera frame, the first guide's judging included. */
async function ours(): Promise<Side> {
  await init({ module_or_path: fetch(hasRelaxedSimd() ? relaxed : plain) });
  const judge = new Judge(await bytes("/models/pose_detection"), await bytes("/models/pose_landmark_full"), await bytes("/models/face_landmark"));
  judge.start("upper-back", await (await fetch("/guide.md")).text(), undefined, undefined, "en", "en", false);
  judge.settle();
  const reader = new PixelReader();
  return {
    async frame(canvas, at_ms) {
      const { rgba, width, height } = await reader.read(new VideoFrame(canvas, { timestamp: at_ms * 1000, alpha: "discard" }));
      const { drawing } = JSON.parse(judge.frame(rgba, width, height, at_ms)) as { drawing: { lines: unknown[] } };
      return drawing.lines.length > 0;
    },
  };
}

/** What draws in WebGL here, in the browser's words. */
function renderer(): string {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return "no WebGL";
  const about = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(about ? about.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

const sides = new Map<string, Side>();
let now_ms = 1000;

async function turn(name: string, clip: Clip): Promise<Turn> {
  const side = sides.get(name)!;
  const canvas = document.querySelector("canvas") ?? document.body.appendChild(document.createElement("canvas"));
  let spent = 0;
  let seen = 0;
  for (let index = 0; index < clip.frames; index += 1) {
    const picture = await createImageBitmap(await (await fetch(`/frames/${index}.jpg`)).blob());
    const context = canvas.getContext("2d", { willReadFrequently: true, alpha: false })!;
    if (canvas.width !== picture.width) Object.assign(canvas, { width: picture.width, height: picture.height });
    context.drawImage(picture, 0, 0);
    picture.close();
    const begun = performance.now();
    seen += Number(await side.frame(canvas, now_ms));
    spent += performance.now() - begun;
    now_ms += clip.frame_ms;
  }
  return { ms_per_frame: spent / clip.frames, seen };
}

export const bench = {
  renderer,
  turn,
  async load(name: "ours" | Backend): Promise<void> {
    sides.set(name, name === "ours" ? await ours() : await Peer.load(name));
  },
};
Object.assign(window, { bench });
