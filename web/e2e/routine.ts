/** A whole routine before the camera, held against what `unhunch check` says of the same clip. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { expect } from "@playwright/test";

import { asCamera, folder, root, SITS_S } from "./clips";
import type { House } from "./house";
import { openSession } from "./person";
import { program as binary } from "./program";
import type { Stage } from "./stage";

interface Rule {
  rule: string;
  verdict: string;
  threshold?: number;
  decisive?: number | null;
}

export interface Step {
  step: string;
  side: string | null;
  verdict: string;
  hold_s: number;
  reps: number | null;
  sentences: { text: string; rules: Rule[] }[];
}

export interface Saved {
  schema: number;
  steps: Step[];
  session: { source: string; ending: string; model: string };
}

/**
 * What the command line says of a clip; kept between runs, for as long as program and clip are the same. Asked before
 * the session: beside it, it would take the time in which the page looks at frames. Exit code 1 is an answer too.
 */
export function checked(clip: string): Step[] {
  const source = join(root, clip);
  const { mtimeMs, size } = statSync(binary);
  const answer = join(folder, `${basename(clip)}-${mtimeMs}-${size}-${statSync(source).mtimeMs}.json`);
  if (!existsSync(answer)) {
    const { stdout, status, stderr } = spawnSync(binary, ["check", source, "--format", "json", "--threads", "2"], { encoding: "utf8" });
    if (status !== 0 && status !== 1) throw new Error(`check of ${clip}: ${stderr}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${answer}.unfinished`, stdout);
    renameSync(`${answer}.unfinished`, answer);
  }
  return (JSON.parse(readFileSync(answer, "utf8")) as { steps: Step[] }).steps;
}

/** Between done and good lies one more threshold, which other frames may fall short of. */
const verdicts = (steps: Step[]): unknown =>
  steps.map(({ step, side, verdict, reps }) => ({ step, side, verdict: verdict === "good" ? "done" : verdict, reps }));

/** The camera's frames come at other moments than the file's, so a figure at its very threshold may fall on either side. */
const AT_THE_THRESHOLD = 0.1;

function isAtItsThreshold({ threshold, decisive }: Rule): boolean {
  return threshold !== undefined && typeof decisive === "number" && Math.abs(Math.abs(decisive) - threshold) <= AT_THE_THRESHOLD * threshold;
}

function differences(saved: Step[], expected: Step[]): string[] {
  const rules = (steps: Step[]): Rule[] => steps.flatMap(({ sentences }) => sentences.flatMap((sentence) => sentence.rules));
  const theirs = rules(expected);
  return rules(saved).flatMap((rule, index) => {
    const other = theirs[index]!;
    const same = rule.rule === other.rule && (rule.verdict === other.verdict || isAtItsThreshold(rule) || isAtItsThreshold(other));
    return same ? [] : [`${rule.rule}: ${rule.verdict}, by check ${other.verdict}`];
  });
}

/** Where others use the machine, Chromium plays its file slower than it was taken, all of it alike: so many times. */
function slowness(ratios: number[]): number {
  const middle = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)]!;
  return Math.max(1, middle);
}

export interface Course {
  stage: Stage;
  /** Every phase that was seen. */
  phases: Set<string>;
  saved: Saved;
}

/** What the page said and where it stood, second by second, for whoever has to find out why it came out otherwise. */
class Diary {
  private readonly began = Date.now();
  private readonly lines: string[] = [];
  private last = "";
  private seen = { views: 0, at: this.began };

  async note(stage: Stage): Promise<string> {
    const { phase = "", step, side, holdS } = await stage.session.evaluate((root) => ({ ...(root as HTMLElement).dataset }));
    const trouble = await stage.page.evaluate(() => document.querySelector<HTMLElement>("[data-trouble]")?.dataset["trouble"]);
    const said = await stage.page.locator(".said").textContent({ timeout: 50 }).catch(() => "");
    const line = [phase, step, side, trouble, said].join(" ");
    const now = Date.now();
    if (line !== this.last || now - this.seen.at > 1000) {
      const { views, model } = await stage.judged();
      const fps = (views - this.seen.views) / ((now - this.seen.at) / 1000);
      const figures = await stage.page.locator("[data-sentence]").evaluateAll((sentences) => sentences.map((one) => `${(one as HTMLElement).dataset["state"]} ${one.querySelector(".live-value")?.textContent ?? ""}`).join("; "));
      this.lines.push(`${((now - this.began) / 1000).toFixed(1)} ${line} | held ${holdS} | ${fps.toFixed(1)}/s ${model} | ${figures}`);
      this.seen = { views, at: now };
    }
    this.last = line;
    return phase;
  }

  get text(): string {
    return this.lines.join("\n");
  }
}

/** Plays the clip as camera until the session is done and saved, and expects the verdicts and hold times of `check`. */
export async function isCoachedAsChecked({ server, visit }: House, clip: string, expected: Step[], begin: (stage: Stage) => Promise<void> = async () => {}): Promise<Course> {
  // Somebody who sits there until they are looked at: on a slow computer choosing the model takes seconds.
  const stage = await visit({ clip: asCamera(clip, SITS_S) });
  await begin(stage);
  await openSession(stage, server.address);
  const phases = new Set<string>();
  const diary = new Diary();
  const phase = async (): Promise<string> => {
    const now = await diary.note(stage);
    phases.add(now);
    return now;
  };
  try {
    await expect.poll(phase, { timeout: 460_000, intervals: [200] }).toBe("done");
    return { phases, saved: await isSavedAsChecked(server.address, expected), stage };
  } catch (error) {
    // Whatever it is: the log has to tell where it began to go otherwise.
    console.log(diary.text);
    throw error;
  }
}

/** Expects that the session was saved by itself, with the verdicts and hold times of `check`. */
async function isSavedAsChecked(address: string, expected: Step[]): Promise<Saved> {
  // The session saves itself; nobody has to press anything.
  await expect.poll(async () => ((await (await fetch(`${address}/api/sessions`)).json()) as Saved[]).length).toBe(1);
  const [saved] = (await (await fetch(`${address}/api/sessions`)).json()) as [Saved];
  expect(verdicts(saved.steps)).toEqual(verdicts(expected));
  expect(differences(saved.steps, expected)).toEqual([]);
  const held = saved.steps.map(({ step, side, hold_s }, index) => ({ step, side, live_s: hold_s, checked_s: expected[index]!.hold_s }));
  const slower = slowness(held.filter(({ checked_s }) => checked_s > 5).map(({ live_s, checked_s }) => live_s / checked_s));
  expect(slower).toBeLessThan(1.3);
  expect(held.filter(({ live_s, checked_s }) => Math.abs(live_s / slower - checked_s) >= 1)).toEqual([]);
  return saved;
}
