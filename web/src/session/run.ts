/**
 * One session from its first byte to its report: brings together worker, camera, clock, voice and sounds.
 *
 * The page draws `state`, and hears every single view by `views`. Nothing here touches the document.
 */
import { localRfc3339 } from "../text/when";
import { Answers, doseKey, questionKey } from "./answers";
import { PausableClock } from "./clock";
import { Feed, type Pictures } from "./feed";
import { newId } from "./id";
import type { Link } from "./link";
import { hasBegun, lookOf, same } from "./look";
import type { Answer, Answered, Reply, SavedSession, SessionFacts, Sound, View } from "./protocol";
import { type End, isUnderWay, type Outside, type Plan, type Report, type State, type Trouble } from "./state";

const TICK_MS = 100;
const LOOK_AFTER_MS = 1000;
/** The slowest computer answers sooner; a worker that is stuck never does. */
const STUCK_AFTER_MS = 30_000;

export class Run {
  state: State;
  onSound: ((sound: Sound) => void) | null = null;

  private readonly listeners = new Set<(state: State) => void>();
  private readonly viewers = new Set<(view: View) => void>();
  private link: Link | null = null;
  private unsubscribe = (): void => {};
  private readonly feed: Feed;
  /** What the views to come answer to. */
  private awaited: Answered["kind"][] = [];
  private judging = false;
  private startedAt = new Date();
  private model: SessionFacts["model"] = null;
  private clock: PausableClock | null = null;
  private answers: Answers;
  /** What the person passed over, by step and side. */
  private skipped = new Map<string, { step: string; side: View["side"] }>();
  /** On the clock, where the session began with the camera: what was over by then is passed over. */
  private over = new Set<string>();
  private changesModelAt_s: number | null;
  /** A question whose answer is on its way: a second press would answer the next one. */
  private answered: string | null = null;
  private lastAnswer = 0;
  private timers: ReturnType<typeof setInterval>[] = [];
  private last: View | null = null;
  private disposed = false;

  constructor(
    readonly plan: Plan,
    source: SessionFacts["source"],
    private readonly outside: Outside,
  ) {
    this.answers = new Answers(plan.guide);
    this.changesModelAt_s = outside.changeModelAfter_s;
    outside.announcer.onSpoken = (id) => {
      if (this.judging) this.link?.post({ kind: "spoken", id });
    };
    this.feed = new Feed({
      open: outside.openCamera,
      now: outside.now,
      wanted: () => this.judging && this.state.paused === null && this.state.ending === null && this.state.at !== "trouble",
      send: (picture, at_ms) => this.post({ kind: "frame", picture, at_ms }),
    });
    this.state = {
      at: "loading",
      source,
      share: 0,
      camera: null,
      trouble: null,
      paused: null,
      look: null,
      ending: null,
      begun: false,
    };
  }

  subscribe(listener: (state: State) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Hears every view as it comes, and the last one at once: for what is drawn with every picture. */
  views(hear: (view: View) => void): () => void {
    this.viewers.add(hear);
    if (this.last) hear(this.last);
    return () => this.viewers.delete(hear);
  }

  begin(): void {
    this.connect();
    if (this.state.source === "camera") {
      this.link?.post({ kind: "load", model: this.outside.model() });
      this.timers.push(setInterval(() => this.lookAfter(), LOOK_AFTER_MS));
    } else this.startJudge();
  }

  /** The video is there: its pictures are judged from now on. Returns how to stop that. */
  watch(pictures: Pictures): () => void {
    return this.feed.watch(pictures);
  }

  pause(by: "person" | "hidden" = "person"): void {
    if (this.state.at !== "on" || this.state.paused || !isUnderWay(this.state.look)) return;
    this.catchUp();
    this.clock?.pause();
    this.feed.hold();
    this.change({ paused: by });
    this.outside.announcer.hush();
    this.post({ kind: "pause" });
  }

  resume(): void {
    if (!this.state.paused || this.state.at !== "on") return;
    this.clock?.resume();
    this.change({ paused: null });
    this.outside.announcer.hush();
    this.post({ kind: "resume" });
  }

  /** The tab went out of sight, where browsers show no pictures, or came back. The clock needs no sight. */
  sight(seen: boolean): void {
    this.feed.sight(seen);
    if (!seen && this.state.source === "camera") this.pause("hidden");
  }

  skip(): void {
    if (!this.isOn()) return;
    const { step, side, phase, enough } = this.state.look ?? {};
    // A question belongs to a step that is over: what is passed over then is the question.
    // Out of a rest one goes on with the same step.
    if (step && phase !== "asking" && phase !== "resting" && !enough) this.skipped.set(doseKey({ step, side: side ?? null }), { step, side: side ?? null });
    this.turn({ kind: "skip" });
  }

  /** Done with what is on the clock, sooner than the clock. */
  done(): void {
    if (this.isOn() && this.state.source === "camera" && this.state.look?.on_clock) this.turn({ kind: "done" });
  }

  back(): void {
    if (this.isOn() && this.state.look?.can_go_back) this.turn({ kind: "back" });
  }

  /** "Look at how I sit again." In a pause that means to go on, with this. */
  neutral(): void {
    if (this.state.source !== "camera" || this.state.at !== "on" || !isUnderWay(this.state.look)) return;
    this.resume();
    this.turn({ kind: "neutral" });
  }

  /** Coach the one in the middle, although several people are seen. */
  middle(): void {
    if (this.judging && this.state.source === "camera") this.link?.post({ kind: "middle" });
  }

  /** Whether the camera that is open gives its picture mirrored. */
  mirrors(on: boolean): void {
    const { camera } = this.state;
    if (!camera || camera.mirrors === on) return;
    if (camera.id !== null) this.outside.keepMirrors(camera.id, on);
    this.change({ camera: { ...camera, mirrors: on } });
    if (this.judging) this.link?.post({ kind: "mirrored", on });
  }

  /** It hurts, or the person wants out at once. Before the first step there is nothing to keep. */
  stop(): void {
    if (this.state.ending !== null) return;
    if (isUnderWay(this.state.look) && this.state.trouble?.kind !== "failed") this.finish("stopped");
    else this.outside.onLeave();
  }

  endEarly(): void {
    if (this.state.ending !== null) return;
    if (this.last && this.state.trouble?.kind !== "failed") this.finish("ended_early");
    else this.outside.onLeave();
  }

  answer(answer: Answer["answer"]): void {
    const asking = this.state.look?.asking;
    if (!asking || !this.isOn() || this.answered === questionKey(asking)) return;
    this.answered = questionKey(asking);
    this.answers.add(asking, answer);
    this.turn({ kind: "answered" });
  }

  /** Opens the camera anew, or another one: the person chose it, or this one stands still. */
  reopen(): void {
    if (this.state.source !== "camera" || (this.state.at !== "on" && this.state.at !== "starting")) return;
    this.feed.hold();
    void this.open();
  }

  /** After trouble with the camera. What was done so far stands. */
  retry(): void {
    if (this.state.at === "trouble") void this.open();
  }

  /** Goes on by the clock, where the camera's session left off. That one is kept by itself: it says what was seen. */
  withoutCamera(): void {
    const { trouble, begun } = this.state;
    for (const dose of this.last?.doses ?? []) {
      if (dose.standing !== "waiting" && dose.standing !== "now") this.over.add(doseKey(dose));
    }
    if (begun && trouble?.kind !== "failed") this.keepQuietly();
    this.closeCamera();
    this.outside.announcer.hush();
    this.answers = new Answers(this.plan.guide);
    this.skipped = new Map();
    this.last = null;
    this.model = null;
    this.change({ source: "self-reported", trouble: null, look: null, paused: null, begun: false });
    this.connect();
    this.startJudge();
  }

  /** The page goes away. What was done is kept. */
  dispose(): void {
    if (this.disposed) return;
    if (this.state.begun && this.state.ending === null && this.state.trouble?.kind !== "failed") this.keepQuietly();
    this.disposed = true;
    // What is still being said has no judge to tell.
    this.outside.announcer.onSpoken = null;
    this.closeCamera();
    for (const timer of this.timers) clearInterval(timer);
    this.unsubscribe();
    this.listeners.clear();
    if (this.state.ending !== "done") this.outside.announcer.hush();
  }

  private connect(): void {
    this.unsubscribe();
    this.link = this.outside.link();
    this.unsubscribe = this.link.subscribe((reply) => this.hear(reply));
    this.awaited = [];
    this.judging = false;
  }

  private hear(reply: Reply): void {
    switch (reply.kind) {
      case "loading":
        if (this.state.at === "loading") this.change({ share: reply.share });
        break;
      case "loaded":
        if (this.state.at === "loading") void this.open();
        break;
      case "started":
        if (this.state.at === "starting") this.started();
        break;
      case "view":
        if (!this.judging) break;
        this.lastAnswer = this.outside.now();
        this.see(reply.view, reply.model);
        if (this.awaited.shift() === "frame") this.feed.free();
        break;
      case "model":
        this.model = reply.model;
        break;
      case "report":
        if (this.state.ending !== null) this.outside.onEnd(this.ends(this.state.ending)(reply.report));
        break;
      case "failed":
        this.fail({ kind: "failed", message: reply.message });
        break;
    }
  }

  private async open(): Promise<void> {
    this.closeCamera();
    this.change({ at: "camera_asked", trouble: null });
    const opened = await this.feed.open(() => this.fail({ kind: "lost", message: null }));
    // The person may have left, chosen another one, or gone on without, while the browser asked.
    if (opened === null || this.disposed || this.state.at !== "camera_asked") return;
    if (typeof opened === "string") {
      this.fail({ kind: opened, message: null });
      return;
    }
    this.change({ camera: opened });
    if (this.judging) {
      this.link?.post({ kind: "mirrored", on: opened.mirrors });
      this.change({ at: this.last ? "on" : "starting" });
    } else this.startJudge();
  }

  private startJudge(): void {
    const { guide, step, side } = this.plan;
    this.change({ at: "starting" });
    this.link?.post({
      kind: "start",
      name: guide.name,
      guide: guide.text,
      source: this.state.source,
      ...(step && { step }),
      ...(side && { side }),
      language: this.outside.language,
      guide_language: guide.language,
      mirrored: this.state.camera?.mirrors ?? false,
    });
  }

  private started(): void {
    this.judging = true;
    this.startedAt = new Date();
    if (this.state.source === "camera") return;
    const clock = new PausableClock(() => this.outside.now());
    this.clock = clock;
    const tick = (): void => {
      if (!this.state.paused && this.state.ending === null && this.state.at !== "trouble") this.post({ kind: "tick", at_ms: clock.at_ms() });
    };
    tick();
    this.timers.push(setInterval(tick, TICK_MS));
  }

  /** Asks for a view. */
  private post(request: Answered): void {
    if (this.awaited.length === 0) this.lastAnswer = this.outside.now();
    this.awaited.push(request.kind);
    this.link?.post(request);
  }

  /** On the clock the judge knows no later time than that of the last tick. */
  private catchUp(): void {
    if (this.clock) this.post({ kind: "tick", at_ms: this.clock.at_ms() });
  }

  /** Something that the person wants now. */
  private turn(request: Answered): void {
    this.catchUp();
    this.post(request);
  }

  private isOn(): boolean {
    return this.state.at === "on" && !this.state.paused && isUnderWay(this.state.look);
  }

  private see(view: View, model: "full" | "lite"): void {
    if (this.state.ending !== null) return;
    const key = view.step === null ? null : doseKey({ step: view.step, side: view.side });
    if (key !== null && this.over.delete(key)) {
      // The judge is not to wait for the end of what nobody will say.
      for (const { id } of view.say) this.link?.post({ kind: "spoken", id });
      this.post({ kind: "skip" });
      return;
    }
    this.last = view;
    if (!view.asking || questionKey(view.asking) !== this.answered) this.answered = null;
    if (this.state.source === "camera") this.model = model;
    for (const sound of view.sounds) {
      this.outside.sound(sound);
      this.onSound?.(sound);
    }
    this.outside.announcer.say(view.say);
    const look = lookOf(view, this.plan.guide);
    this.change({
      at: this.state.at === "starting" ? "on" : this.state.at,
      look: same(this.state.look, look) ? this.state.look : look,
      begun: this.state.begun || hasBegun(view),
    });
    for (const hear of this.viewers) hear(view);
    if (view.phase === "done") this.finish("done");
    else if (this.changesModelAt_s !== null && view.at_s >= this.changesModelAt_s) {
      this.changesModelAt_s = null;
      this.link?.post({ kind: "change_model" });
    }
  }

  private finish(ending: SessionFacts["ending"]): void {
    if (this.state.ending !== null) return;
    this.change({ ending, at: "ending", paused: null, trouble: null });
    if (ending !== "done") this.outside.announcer.hush();
    this.closeCamera();
    this.link?.post({ kind: "finish", scored: ending !== "stopped" });
  }

  /** Ends what was seen so far, and saves it beside whatever the page does next. */
  private keepQuietly(): void {
    const link = this.link;
    if (!link) return;
    const stop = link.subscribe((reply) => {
      if (reply.kind !== "report") return;
      stop();
      this.outside.save(end(reply.report));
    });
    // What belongs to it now: the next session has its own.
    const end = this.ends("ended_early");
    this.judging = false;
    link.post({ kind: "finish", scored: true });
  }

  /** From the judge's report to what is kept: the facts are those of now. */
  private ends(ending: SessionFacts["ending"]): (report: Report) => End {
    const facts: SessionFacts = {
      id: newId(),
      started_at: localRfc3339(this.startedAt),
      source: this.state.source,
      ending,
      model: this.model,
      answers: [],
      feedback: null,
    };
    const { answers, skipped } = this;
    return (report) => {
      const passed = [...skipped].filter(([key]) => !isDone(report, key));
      // Where nothing is scored there is nothing to ask about either.
      const given = ending === "stopped" ? [] : answers.all(report, new Set(passed.map(([key]) => key)));
      return { report, facts: { ...facts, answers: given, skipped: passed.map(([, dose]) => dose) } };
    };
  }

  private fail({ kind, message }: Pick<Trouble, "kind" | "message">): void {
    if (this.disposed || this.state.trouble?.kind === "failed") return;
    if (kind === "failed") {
      this.judging = false;
      this.link?.discard();
    }
    this.feed.hold();
    this.outside.announcer.hush();
    this.closeCamera();
    // A report that was waited for will not come any more.
    this.change({ at: "trouble", trouble: { kind, message, begun: this.state.begun }, ending: null, paused: null });
  }

  private closeCamera(): void {
    this.feed.close();
    this.change({ camera: null });
  }

  /** Once a second: is the camera still there, and does the worker still answer? */
  private lookAfter(): void {
    if (!this.state.camera) return;
    if (this.feed.isLost()) this.fail({ kind: "lost", message: null });
    else if (this.awaited.length > 0 && this.outside.now() - this.lastAnswer > STUCK_AFTER_MS) {
      this.fail({ kind: "failed", message: "the judge does not answer" });
    }
  }

  private change(change: Partial<State>): void {
    const keys = Object.keys(change) as (keyof State)[];
    if (keys.every((key) => this.state[key] === change[key])) return;
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener(this.state);
  }
}

/** Whether what was passed over was done after all: the person came back to it. */
function isDone(report: Pick<SavedSession, "steps">, key: string): boolean {
  const dose = report.steps.find((one) => doseKey(one) === key);
  return dose?.verdict === "done" || dose?.verdict === "good" || dose?.verdict === "self_reported";
}
