/** A browser with a camera of our choosing, and a book of every request that it makes. */
import { existsSync } from "node:fs";
import { join } from "node:path";

import { type Browser, type BrowserContext, chromium, expect, type Locator, type Page } from "@playwright/test";

import { root } from "./clips";

/** A browser that is there: the one named by CHROMIUM, else the first of the usual places. */
function executable(): string {
  const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
  const found = process.env["CHROMIUM"] ?? usual.find((path) => existsSync(path));
  if (!found) throw new Error("no Chromium here: `make setup-test` installs it, or set CHROMIUM to its path");
  return found;
}

export interface Camera {
  /** A Motion-JPEG file that the fake camera plays; without it there is Chromium's green test picture. */
  clip?: string;
  /** The person says no. */
  denied?: boolean;
  /** No camera is plugged in. */
  absent?: boolean;
  /** More for the browser's command line. */
  args?: string[];
}

export async function launch(camera: Camera): Promise<Browser> {
  return chromium.launch({
    executablePath: executable(),
    args: [
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-quic",
      "--no-first-run",
      // The window is never in front here: its timers must run all the same.
      "--disable-renderer-backgrounding",
      "--disable-background-timer-throttling",
      ...(camera.absent ? [] : ["--use-fake-device-for-media-stream"]),
      ...(camera.absent || camera.denied ? [] : ["--use-fake-ui-for-media-stream"]),
      ...(camera.clip ? [`--use-file-for-fake-video-capture=${camera.clip}`] : []),
      ...(camera.args ?? []),
    ],
    chromiumSandbox: process.getuid?.() !== 0,
  });
}

/** Shorter than every phase of a session, so that none is missed. */
const STRIDE_MS = 400;

/** One request, as it left the page. */
export interface Sent {
  method: string;
  url: string;
  body: string | null;
  /** Workers are the page's. */
  by: "page" | "service worker";
}

export class Stage {
  readonly sent: Sent[] = [];
  readonly errors: string[] = [];

  private constructor(
    readonly browser: Browser,
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly own: boolean,
  ) {}

  /** In `browser`, where one is given; else in one of its own, before `camera`. */
  static async open(camera: Camera, context: Parameters<Browser["newContext"]>[0] = {}, browser: Browser | null = null): Promise<Stage> {
    const own = browser === null;
    browser ??= await launch(camera);
    const opened = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context });
    const stage = new Stage(browser, opened, await opened.newPage(), own);
    await opened.addInitScript(() => {
      const devices = navigator.mediaDevices;
      const open = devices.getUserMedia.bind(devices);
      devices.getUserMedia = async (wanted) => {
        const stream = await open(wanted);
        Object.assign(window, { cameraOpenedAt: Date.now(), camera: stream });
        return stream;
      };
      // What the judge answers: how many frames it has looked at, and with which model.
      const judged = { views: 0, model: "" };
      Object.assign(window, { judged });
      window.Worker = class extends Worker {
        constructor(...given: ConstructorParameters<typeof Worker>) {
          super(...given);
          this.addEventListener("message", ({ data }: MessageEvent<{ kind: string; model?: string }>) => {
            if (data.kind !== "view") return;
            judged.views += 1;
            judged.model = data.model ?? "";
          });
        }
      };
    });
    // The whole context: workers and the service worker too.
    opened.on("request", (request) => {
      stage.sent.push({ method: request.method(), url: request.url(), body: request.postData(), by: request.serviceWorker() ? "service worker" : "page" });
    });
    stage.page.on("pageerror", (error) => stage.errors.push(String(error)));
    stage.page.on("console", (message) => {
      if (message.type() === "error") stage.errors.push(message.text());
    });
    return stage;
  }

  /** When the page was given the camera: from then on the clip plays. In ms of Date.now(). */
  async cameraOpenedAt(): Promise<number> {
    const handle = await this.page.waitForFunction(() => (window as { cameraOpenedAt?: number }).cameraOpenedAt, null, { timeout: 30_000 });
    return (await handle.jsonValue())!;
  }

  /** Views that the judge has answered, and the model of the last. */
  async judged(): Promise<{ views: number; model: string }> {
    return this.page.evaluate(() => (window as unknown as { judged: { views: number; model: string } }).judged);
  }

  async close(): Promise<void> {
    await (this.own ? this.browser : this.context).close();
  }

  /** The root of the session, which carries its state. */
  get session(): Locator {
    return this.page.locator("[data-phase]");
  }

  sentence(number: number): Locator {
    return this.page.locator(`[data-sentence="${number}"]`);
  }

  async phase(): Promise<string> {
    return (await this.session.getAttribute("data-phase")) ?? "";
  }

  /** Waits until the session is in one of these phases. */
  async until(phases: string[], timeout = 30_000): Promise<void> {
    await expect(this.session).toHaveAttribute("data-phase", new RegExp(`^(${phases.join("|")})$`), { timeout });
  }

  /** From now on the page's time can run ahead: a session by the clock then need not wait. Before the page is opened. */
  async quickens(): Promise<void> {
    await this.context.clock.install();
  }

  /** Lets the page's time run ahead until the session is in one of these phases. */
  async hurry(phases: string[]): Promise<void> {
    const next = async (): Promise<string> => {
      const phase = await this.phase();
      if (!phases.includes(phase)) await this.context.clock.runFor(STRIDE_MS);
      return phase;
    };
    await expect.poll(next, { timeout: 40_000, intervals: [10] }).toMatch(new RegExp(`^(${phases.join("|")})$`));
  }

  /** A picture of what is seen now, for people to look at. */
  async look(name: string): Promise<void> {
    await this.page.screenshot({ path: join(root, "target/e2e/screens", `${name}.png`) });
  }
}
