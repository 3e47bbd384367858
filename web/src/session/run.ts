/**
 * One session from its first byte to its report: brings together worker, camera, clock, voice and sounds.
 *
 * The page draws `state`, and hears every single view by `views`. Nothing here touches the document.
 */
import { t } from "../text";
import { PausableClock } from "./clock";
import { Feed, type Pictures } from "./feed";
import type { Link } from "./link";
import { hasBegun, lookOf, same } from "./look";
import { doseKey, type Moment, Moments, type Sound, soundOf } from "./moments";
import { Onward } from "./onward";
import type { Answer, Reply, Request, SessionFacts, View } from "./protocol";
import { Questions } from "./questions";
import type { End, Outside, Plan, Report, State, Trouble } from "./state";
import { wordsOf } from "./words";

const TICK_MS = 100;
const LOOK_AFTER_MS = 1000;
/** The slowest computer answers sooner; a worker that is stuck never does. */
const STUCK_AFTER_MS = 30_000;
const COUNTDOWN_S = 3;

export class Run {
  state: State;
  onSound: ((sound: Sound) => void) | null = null;

  private readonly listeners = new Set<(state: State) => void>();
  private readonly viewers = new Set<(view: View) => void>();
  private link: Link | null = null;
  private unsubscribe = (): void => {};
  private readonly feed: Feed;
  /** What the views to come answer to. */
  private awaited: Request["kind"][] = [];
  private judging = false;
  private startedAt = new Date();
  private model: SessionFacts["model"] = null;
  private clock: PausableClock | null = null;
  private moments = new Moments();
  private onward = new Onward();
  private questions: Questions;
  /** On the clock, after the camera was lost: what was over by then is passed over. */
  private over = new Set<string>();
  private readyAt: number | null = null;
  private lastAnswer = 0;
  private timers: ReturnType<typeof setInterval>[] = [];
  private last: View | null = null;
  private disposed = false;

  constructor(
    readonly plan: Plan,
    source: SessionFacts["source"],
    private readonly outside: Outside,
  ) {
    this.questions = new Questions(plan.guide);
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
      stream: null,
      trouble: null,
      paused: null,
      look: null,
      question: null,
      ending: null,
      lighter: false,
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
    if (this.state.at !== "on" || this.state.paused || !this.isUnderWay()) return;
    this.clock?.pause();
    this.feed.hold();
    this.change({ paused: by });
    this.outside.announcer.hush();
    this.outside.announcer.announce(t("session.say.paused"));
  }

  resume(): void {
    if (!this.state.paused) return;
    this.clock?.resume();
    this.change({ paused: null });
    this.outside.announcer.hush();
    this.outside.announcer.announce(t("session.say.resumed"));
  }

  /** The tab went out of sight, where browsers show no pictures, or came back. The clock needs no sight. */
  sight(seen: boolean): void {
    this.feed.sight(seen);
    if (!seen && this.state.source === "camera") this.pause("hidden");
  }

  skip(): void {
    if (this.state.at !== "on" || this.state.paused || !this.isUnderWay()) return;
    if (this.clock) this.post({ kind: "tick", at_ms: this.clock.at_ms() });
    this.post({ kind: "skip" });
  }

  /** It hurts, or the person wants out at once. Before the first step there is nothing to keep. */
  stop(): void {
    if (this.state.ending !== null) return;
    if (this.last && this.isUnderWay() && this.state.trouble?.kind !== "failed") this.finish("stopped");
    else this.outside.onLeave();
  }

  endEarly(): void {
    if (this.state.ending !== null) return;
    if (this.last && this.state.trouble?.kind !== "failed") this.finish("ended_early");
    else this.outside.onLeave();
  }

  answer(answer: Answer["answer"]): void {
    if (this.state.question) this.change({ question: this.questions.answer(answer, this.outside.now()) });
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
    this.moments = new Moments();
    this.questions = new Questions(this.plan.guide);
    this.last = null;
    this.model = null;
    this.change({ source: "self-reported", trouble: null, look: null, question: null, paused: null, lighter: false, begun: false });
    this.connect();
    this.startJudge();
  }

  /** The page goes away. What was done is kept. */
  dispose(): void {
    if (this.disposed) return;
    if (this.state.begun && this.state.ending === null && this.state.trouble?.kind !== "failed") this.keepQuietly();
    this.disposed = true;
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
      case "lighter":
        this.change({ lighter: true });
        this.outside.announcer.announce(t("session.say.lighter"));
        break;
      case "report":
        if (this.state.ending !== null) this.outside.onEnd(this.end(reply.report, this.state.ending));
        break;
      case "failed":
        this.fail({ kind: "failed", message: reply.message });
        break;
    }
  }

  private async open(): Promise<void> {
    this.change({ at: "camera_asked", trouble: null });
    const opened = await this.feed.open(() => this.fail({ kind: "lost", message: null }));
    // The person may have left, or gone on without, while the browser asked.
    if (this.disposed || this.state.at !== "camera_asked") {
      this.feed.close();
      return;
    }
    if (typeof opened === "string") {
      this.fail({ kind: opened, message: null });
      return;
    }
    this.change({ stream: opened });
    if (this.judging) this.change({ at: this.last ? "on" : "starting" });
    else this.startJudge();
  }

  private startJudge(): void {
    const { guide, step, side } = this.plan;
    this.change({ at: "starting" });
    this.link?.post({ kind: "start", name: guide.name, guide: guide.text, source: this.state.source, ...(step && { step }), ...(side && { side }) });
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
  private post(request: Extract<Request, { kind: "frame" | "tick" | "skip" }>): void {
    if (this.awaited.length === 0) this.lastAnswer = this.outside.now();
    this.awaited.push(request.kind);
    this.link?.post(request);
  }

  private see(view: View, model: "full" | "lite"): void {
    if (this.state.ending !== null) return;
    const now = this.outside.now();
    const key = view.step === null ? null : doseKey({ step: view.step, side: view.side });
    if (key !== null && this.over.delete(key)) {
      this.post({ kind: "skip" });
      return;
    }
    this.last = view;
    if (this.state.source === "camera") this.model = model;
    for (const moment of this.moments.next(view)) this.tell(moment, now);
    const look = lookOf(view, this.plan.guide, this.countdown(view, now));
    const question = this.questions.next(view, now);
    this.change({
      at: this.state.at === "starting" ? "on" : this.state.at,
      look: same(this.state.look, look) ? this.state.look : look,
      question,
      begun: this.state.begun || hasBegun(view),
    });
    for (const hear of this.viewers) hear(view);
    if (view.phase === "done") this.finish("done");
    else if (!this.clock && this.onward.isDue(view)) this.skip();
  }

  private countdown(view: View, now: number): number | null {
    if (view.phase !== "ready") {
      this.readyAt = null;
      return null;
    }
    if (view.remaining_s !== null) return Math.ceil(view.remaining_s);
    if (this.readyAt === null) return null;
    return Math.max(0, COUNTDOWN_S - Math.floor((now - this.readyAt) / 1000));
  }

  private tell(moment: Moment, now: number): void {
    if (moment.kind === "step") this.readyAt = now;
    const sound = soundOf(moment);
    if (sound) {
      this.outside.sound(sound);
      this.onSound?.(sound);
    }
    const text = wordsOf(moment);
    if (text === null) return;
    if (moment.kind === "cue" || moment.kind === "hint" || moment.kind === "rep") this.outside.announcer.cue(text);
    else if (moment.kind === "step" || moment.kind === "neutral") this.outside.announcer.introduce(text);
    else this.outside.announcer.announce(text);
  }

  private finish(ending: SessionFacts["ending"]): void {
    if (this.state.ending !== null) return;
    this.change({ ending, at: "ending", paused: null, question: null, trouble: null });
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
    const facts = this.facts("ended_early");
    const questions = this.questions;
    const end = (report: Report): End => ({ report, facts: { ...facts, answers: questions.all(report) } });
    this.judging = false;
    link.post({ kind: "finish", scored: true });
  }

  private end(report: Report, ending: SessionFacts["ending"]): End {
    // Nothing is scored, so there is nothing to ask about either.
    const answers = ending === "stopped" ? [] : this.questions.all(report);
    return { report, facts: { ...this.facts(ending), answers } };
  }

  private facts(ending: SessionFacts["ending"]): SessionFacts {
    return {
      id: crypto.randomUUID(),
      started_at: this.startedAt.toISOString(),
      source: this.state.source,
      ending,
      model: this.model,
      answers: [],
      feedback: null,
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
    this.change({ at: "trouble", trouble: { kind, message, begun: this.state.begun }, ending: null, paused: null, question: null });
  }

  private closeCamera(): void {
    this.feed.close();
    this.change({ stream: null });
  }

  /** Once a second: is the camera still there, and does the worker still answer? */
  private lookAfter(): void {
    if (!this.state.stream) return;
    if (this.feed.isLost()) this.fail({ kind: "lost", message: null });
    else if (this.awaited.length > 0 && this.outside.now() - this.lastAnswer > STUCK_AFTER_MS) {
      this.fail({ kind: "failed", message: "the judge does not answer" });
    }
  }

  /** The first step has come up: pausing, skipping and stopping mean something. */
  private isUnderWay(): boolean {
    const phase = this.last?.phase;
    return phase !== undefined && phase !== "setup" && phase !== "neutral" && phase !== "done";
  }

  private change(change: Partial<State>): void {
    const keys = Object.keys(change) as (keyof State)[];
    if (keys.every((key) => this.state[key] === change[key])) return;
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener(this.state);
  }
}
