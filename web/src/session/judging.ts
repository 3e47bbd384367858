/**
 * What the worker does with the page's requests: loads the judge, gives it pictures or time, and passes on what it says.
 *
 * Knows neither the network nor the worker's scope: these come from outside, so that tests can stand in for them.
 */
import type { ModelName } from "./download";
import { Pace } from "./pace";
import type { Picture, Reply, Request, SavedSession, View } from "./protocol";

/** Of the WebAssembly, as far as it is used here. Every call may throw. */
export interface CameraJudge {
  changeLandmarks(landmarks: Uint8Array): void;
  start(name: string, guide: string, step: string | undefined, side: string | undefined): void;
  frame(rgba: Uint8Array, width: number, height: number, at_ms: number): string;
  skip(at_ms: number): string;
  finish(scored: boolean): string;
}

export interface TimeJudge {
  tick(at_ms: number): string;
  skip(at_ms: number): string;
  finish(scored: boolean): string;
  free(): void;
}

export interface Judges {
  Judge: new (detector: Uint8Array, landmarks: Uint8Array, face: Uint8Array) => CameraJudge;
  ClockJudge: new (name: string, guide: string, step: string | undefined, side: string | undefined) => TimeJudge;
}

export interface Pixels {
  /** Four bytes a pixel, row by row. */
  rgba: Uint8Array;
  width: number;
  height: number;
}

export interface Outside {
  judges(): Promise<Judges>;
  model(name: ModelName): Promise<Uint8Array>;
  /** Also closes the picture. */
  pixels(picture: Picture): Promise<Pixels>;
  now(): number;
  reply(reply: Reply): void;
}

type Size = "full" | "lite";
const LANDMARKS: Record<Size, ModelName> = { full: "pose_landmark_full", lite: "pose_landmark_lite" };

type On = { source: "camera"; judge: CameraJudge } | { source: "self-reported"; judge: TimeJudge };

export class Judging {
  private loading: Promise<CameraJudge> | null = null;
  private size: Size = "full";
  /** The light model may take over by itself, once. */
  private automatic = true;
  private pace = new Pace();
  private on: On | null = null;
  private at_ms = 0;
  /** Counts starts: only the newest one counts, however long an earlier one took to load. */
  private starts = 0;

  constructor(private readonly outside: Outside) {}

  /** Answers by `reply`, a mistake too. */
  async take(request: Request): Promise<void> {
    try {
      switch (request.kind) {
        case "load":
          await this.load(request.model);
          break;
        case "start":
          await this.start(request);
          break;
        case "frame":
          await this.frame(request.picture, request.at_ms);
          break;
        case "tick":
          this.tick(request.at_ms);
          break;
        case "skip":
          if (this.on) this.view(this.on.judge.skip(this.at_ms), 0);
          break;
        case "finish":
          this.finish(request.scored);
          break;
      }
    } catch (error) {
      this.outside.reply({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  }

  private async load(model: "auto" | Size): Promise<void> {
    const size = model === "lite" ? "lite" : "full";
    this.automatic = model === "auto";
    if (!this.loading) {
      this.size = size;
      this.loading = this.judge(size);
    }
    const judge = await this.loading;
    // Loaded before the person chose otherwise.
    if (this.size !== size) {
      judge.changeLandmarks(await this.outside.model(LANDMARKS[size]));
      this.size = size;
    }
    this.outside.reply({ kind: "loaded", model: this.size });
  }

  private async judge(size: Size): Promise<CameraJudge> {
    const [{ Judge }, detector, landmarks, face] = await Promise.all([
      this.outside.judges(),
      this.outside.model("pose_detection"),
      this.outside.model(LANDMARKS[size]),
      this.outside.model("face_landmark"),
    ]);
    return new Judge(detector, landmarks, face);
  }

  private async start({ name, guide, source, step, side }: Extract<Request, { kind: "start" }>): Promise<void> {
    const start = ++this.starts;
    this.end();
    if (source === "camera") {
      this.loading ??= this.judge(this.size);
      const judge = await this.loading;
      if (start !== this.starts) return;
      judge.start(name, guide, step, side);
      this.on = { source, judge };
    } else {
      const { ClockJudge } = await this.outside.judges();
      if (start !== this.starts) return;
      this.on = { source, judge: new ClockJudge(name, guide, step, side) };
    }
    this.at_ms = 0;
    this.pace = new Pace();
    this.outside.reply({ kind: "started" });
  }

  private async frame(picture: Picture, at_ms: number): Promise<void> {
    const { on } = this;
    if (on?.source !== "camera") {
      picture.close();
      return;
    }
    const began = this.outside.now();
    const { rgba, width, height } = await this.outside.pixels(picture);
    // The session ended while the picture was copied.
    if (this.on !== on) return;
    this.at_ms = at_ms;
    const view = on.judge.frame(rgba, width, height, at_ms);
    const judged_ms = this.outside.now() - began;
    this.view(view, judged_ms);
    const median_ms = this.pace.add(judged_ms);
    if (median_ms !== null && this.automatic && this.size === "full") void this.lighten(on.judge, median_ms);
  }

  /** Frames go on with the full model until the light one is here. */
  private async lighten(judge: CameraJudge, median_ms: number): Promise<void> {
    this.automatic = false;
    let lite: Uint8Array;
    try {
      lite = await this.outside.model(LANDMARKS.lite);
    } catch {
      // Slow, but it works: nothing to stop for.
      return;
    }
    try {
      judge.changeLandmarks(lite);
      this.size = "lite";
      this.outside.reply({ kind: "lighter", median_ms });
    } catch (error) {
      this.outside.reply({ kind: "failed", message: String(error) });
    }
  }

  private tick(at_ms: number): void {
    if (this.on?.source !== "self-reported") return;
    this.at_ms = at_ms;
    this.view(this.on.judge.tick(at_ms), 0);
  }

  private finish(scored: boolean): void {
    if (!this.on) throw new Error("there is no session to finish");
    const report = JSON.parse(this.on.judge.finish(scored)) as Omit<SavedSession, "session">;
    this.end();
    this.outside.reply({ kind: "report", report });
  }

  private end(): void {
    if (this.on?.source === "self-reported") this.on.judge.free();
    this.on = null;
  }

  private view(json: string, judged_ms: number): void {
    this.outside.reply({ kind: "view", view: JSON.parse(json) as View, judged_ms, model: this.size });
  }
}
