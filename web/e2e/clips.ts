/** Clips for Chromium's fake camera, made from our rendered ones by ffmpeg; kept between runs. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");
/** What is made for the tests, and kept between runs. */
export const folder = join(root, "target/e2e");

/** Chromium plays Motion-JPEG files at 30 frames a second, whatever they were made with. */
const CAMERA_FPS = "30";

/** So long somebody sits before they move: the set-up look and the neutral are done by then, however busy the computer. */
export const SITS_S = 12;

/** Path of the clip as a camera plays it, over and over. `stillSeconds`: its first picture stands still before it. */
export function asCamera(clip: string, stillSeconds = 0): string {
  const source = join(root, clip);
  const name = `${clip.replaceAll(/[/.]/g, "-")}-${stillSeconds}.mjpeg`;
  const made = join(folder, name);
  if (existsSync(made) && statSync(made).mtimeMs > statSync(source).mtimeMs) return made;
  mkdirSync(folder, { recursive: true });
  // The noise of a camera: a picture without any stands still, and counts as frozen.
  const still = stillSeconds > 0 ? ["-vf", `tpad=start_mode=clone:start_duration=${stillSeconds},noise=alls=12:allf=t:enable='lt(t,${stillSeconds})'`] : [];
  const unfinished = join(folder, `unfinished-${process.pid}-${name}`);
  execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-y", "-i", source, ...still, "-r", CAMERA_FPS, "-q:v", "3", "-f", "mjpeg", unfinished]);
  renameSync(unfinished, made);
  return made;
}
