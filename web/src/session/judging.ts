/**
 * What the worker does with the page's requests: loads the judge, gives it pictures or time, and passes on what it says.
 * Also chooses the landmark model: in the set-up look, by how long real frames of the person take. The neutral of one
 * model is not that of the other, so the judge goes on from there only once the choice is made (`settle`), and takes a
 * new neutral where it has to change after all.
 *
 * Knows neither the network nor the worker's scope: these come from outside, so that tests can stand in for them.
 */
import type { ModelName } from "./download";
import { Pace, Trial } from "./pace";
import type { Picture, Reply, Request, SavedSession, View } from "./protocol";

/** What can be asked of both judges. Every call may throw. A string is the JSON of a view; that of `finish`, of the report. */
export interface AnyJudge {
  back(at_ms: number): string;
  skip(at_ms: number): string;
  done(at_ms: number): string;
  /** The answer itself stays with the page. */
  answered(at_ms: number): string;
  pause(at_ms: number): string;
  resume(at_ms: number): string;
  spoken(id: number, at_ms: number): void;
  finish(scored: boolean): string;
}

/** Of the WebAssembly, as far as it is used here. */
export interface CameraJudge extends AnyJudge {
  changeLandmarks(landmarks: Uint8Array): void;
  start(name: string, guide: string, step: string | undefined, side: string | undefined, language: string, guide_language: string, mirrored: boolean): void;
  /** The model is chosen: the set-up look may end. */
  settle(): void;
  frame(rgba: Uint8Array, width: number, height: number, at_ms: number): string;
  neutral(at_ms: number): string;
  middle(): void;
  mirrored(on: boolean): void;
}

export interface TimeJudge extends AnyJudge {
  tick(at_ms: number): string;
  free(): void;
}

export interface Judges {
  Judge: new (detector: Uint8Array, landmarks: Uint8Array, face: Uint8Array) => CameraJudge;
  ClockJudge: new (name: string, guide: string, step: string | undefined, side: string | undefined, language: string, guide_language: string) => TimeJudge;
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

/** How far the choice of the model is, in the session that is on. */
type Choice =
  /** Measured as the set-up look goes on. */
  | { kind: "open"; trial: Trial }
  /** Where the pace becomes too slow, it changes after all; null: it stays. */
  | { kind: "made"; pace: Pace | null };

export class Judging {
  private loading: Promise<CameraJudge> | null = null;
  private size: Size = "full";
  /** The model is this page's to choose. */
  private automatic = true;
  /** Found out once for a tab. */
  private measured: Size | null = null;
  private choice: Choice = { kind: "made", pace: null };
  private on: On | null = null;
  private at_ms = 0;
  /** Counts starts: only the newest one counts, however long an earlier one took to load. */
  private starts = 0;

  constructor(private readonly outside: Outside) {}

  /** Answers by `reply`; what was thrown becomes `failed`. */
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
        case "back":
        case "skip":
        case "done":
        case "answered":
        case "pause":
        case "resume":
          if (this.on) this.view(this.on.judge[request.kind](this.at_ms), 0);
          break;
        case "spoken":
          this.on?.judge.spoken(request.id, this.at_ms);
          break;
        case "neutral":
          if (this.on?.source === "camera") this.view(this.on.judge.neutral(this.at_ms), 0);
          break;
        case "middle":
          if (this.on?.source === "camera") this.on.judge.middle();
          break;
        case "mirrored":
          if (this.on?.source === "camera") this.on.judge.mirrored(request.on);
          break;
        case "change_model":
          if (this.on?.source === "camera") await this.change(this.on.judge, this.size === "full" ? "lite" : "full");
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
    this.automatic = model === "auto";
    const size = model === "auto" ? (this.measured ?? "full") : model;
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

  private async start({ name, guide, source, step, side, language, guide_language, mirrored }: Extract<Request, { kind: "start" }>): Promise<void> {
    const start = ++this.starts;
    this.end();
    if (source === "camera") {
      this.loading ??= this.judge(this.size);
      const judge = await this.loading;
      if (start !== this.starts) return;
      judge.start(name, guide, step, side, language, guide_language, mirrored);
      this.on = { source, judge };
      if (this.automatic && this.measured === null) this.choice = { kind: "open", trial: new Trial() };
      else this.settle(judge);
    } else {
      const { ClockJudge } = await this.outside.judges();
      if (start !== this.starts) return;
      this.on = { source, judge: new ClockJudge(name, guide, step, side, language, guide_language) };
    }
    this.at_ms = 0;
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
    const json = on.judge.frame(rgba, width, height, at_ms);
    const judged_ms = this.outside.now() - began;
    const view = this.view(json, judged_ms);
    await this.choose(on.judge, judged_ms, view);
  }

  private async choose(judge: CameraJudge, judged_ms: number, view: View): Promise<void> {
    const { choice, on } = this;
    if (choice.kind === "open") {
      const quick = choice.trial.add(judged_ms, hasBody(view));
      if (quick === null) return;
      if (!quick) await this.change(judge, "lite");
      this.measured = this.size;
      if (this.on === on) this.settle(judge);
    } else if (choice.kind === "made" && choice.pace?.add(judged_ms)) {
      await this.change(judge, "lite");
      this.measured = this.size;
    }
  }

  private settle(judge: CameraJudge): void {
    this.choice = { kind: "made", pace: this.automatic && this.size === "full" ? new Pace() : null };
    judge.settle();
  }

  /** Frames go on with the old model until the new one is here. Whatever comes of it, it is not tried again. */
  private async change(judge: CameraJudge, size: Size): Promise<void> {
    const { on } = this;
    this.choice = { kind: "made", pace: null };
    const landmarks = await this.outside.model(LANDMARKS[size]).catch(() => null);
    // Slow, but it works: nothing to stop for. And a session that is over needs no other model.
    if (landmarks === null || this.on !== on) return;
    judge.changeLandmarks(landmarks);
    this.size = size;
    this.outside.reply({ kind: "model", model: size });
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

  private view(json: string, judged_ms: number): View {
    const view = JSON.parse(json) as View;
    this.outside.reply({ kind: "view", view, judged_ms, model: this.size });
    return view;
  }
}

/** Whether the frame cost what a frame of a person costs. */
const hasBody = (view: View): boolean => view.hints.every((hint) => hint.name !== "nobody") && view.trouble !== "nobody";
