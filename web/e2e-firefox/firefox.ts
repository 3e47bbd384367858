/** A Firefox with its own fake camera, and all that it asks of the network and says in its console. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

import puppeteer, { type Browser, type ElementHandle, type Page } from "puppeteer-core";
import { expect } from "vitest";

import { Wire } from "./wire";

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The one named by FIREFOX, else the first in PATH or in the usual places; null where there is none. */
export const executable: string | null = (() => {
  const inPath = ["firefox-esr", "firefox", "firefox.exe"].flatMap((name) => (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name)));
  const usual = ["/Applications/Firefox.app/Contents/MacOS/firefox", "C:\\Program Files\\Mozilla Firefox\\firefox.exe"];
  return process.env["FIREFOX"] || ([...inPath, ...usual].find(isProgram) ?? null);
})();

const PREFERENCES = {
  // A moving picture in colour with nobody in it, and nobody is asked.
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
  // On macOS, Tab would come to fields only.
  "accessibility.tabfocus": 7,
  // The page speaks the browser's language.
  "intl.locale.requested": "en-US",
  "intl.accept_languages": "en-US, en",
  // No first-run pages, no updates, no looking for a way to the internet: nothing but the page uses the network.
  "browser.aboutwelcome.enabled": false,
  "datareporting.policy.firstRunURL": "",
  "app.update.auto": false,
  "app.update.enabled": false,
  "extensions.systemAddon.update.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
};

const WINDOW = { width: 1280, height: 800 };

/** How long something may take to appear, in ms. */
const SOON_MS = 20_000;

/** What the console says, and what the page's policy refuses: that is an event of the page, and a message of Firefox as well. */
interface Said {
  level: string;
  text: string;
}

export class Visitor {
  readonly said: Said[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly wire: Wire,
    readonly page: Page,
    /** Of the program. */
    readonly address: string,
  ) {}

  static async open(address: string): Promise<Visitor> {
    if (!executable) throw new Error("no Firefox here: `make test` installs it, or set FIREFOX to its path");
    const wire = new Wire(() => address);
    const port = await wire.open();
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: executable,
      headless: true,
      // Firefox ends itself rather than reach another computer, and only then heeds the address of its settings' server.
      env: { ...process.env, MOZ_DISABLE_NONLOCAL_CONNECTIONS: "1" },
      defaultViewport: WINDOW,
      extraPrefsFirefox: {
        ...PREFERENCES,
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": port,
        "network.proxy.ssl": "127.0.0.1",
        "network.proxy.ssl_port": port,
        // Else Firefox goes to this computer's own addresses without the proxy.
        "network.proxy.allow_hijacking_localhost": true,
      },
    });
    const page = await browser.newPage();
    const visitor = new Visitor(browser, wire, page, address);
    page.on("console", (message) => visitor.said.push({ level: message.type(), text: message.text() }));
    // Firefox's own messages, warnings too: what went wrong in a script, and what the policy refused.
    page.on("pageerror", (error) => visitor.said.push({ level: "error", text: error instanceof Error ? error.message : String(error) }));
    await page.exposeFunction("tellRefused", (text: string) => visitor.said.push({ level: "refused", text }));
    await page.evaluateOnNewDocument(() => {
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample, sourceFile, lineNumber }) => {
        (window as unknown as { tellRefused: (text: string) => void }).tellRefused(`${effectiveDirective} refuses ${blockedURI} ${sample} at ${sourceFile}:${lineNumber}`);
      });
    });
    return visitor;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.wire.close();
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(`${this.address}${path}`);
  }

  /** Before the page is opened: the safety page is asked once; this is how it is remembered. */
  async passesSafety(): Promise<void> {
    await this.page.evaluateOnNewDocument(() => {
      // The empty page before the first has nowhere to keep it.
      if (location.protocol === "http:") localStorage.setItem("unhunch.safety", JSON.stringify({ edition: 1, at: new Date().toISOString() }));
    });
  }

  /** Everything but a notice: each once, with how often it was said. */
  faults(): string[] {
    const counts = new Map<string, number>();
    for (const { level, text } of this.said) {
      if (!["error", "warn", "warning", "assert", "refused"].includes(level)) continue;
      counts.set(`${level}: ${text}`, (counts.get(`${level}: ${text}`) ?? 0) + 1);
    }
    return [...counts].map(([text, count]) => `${count} times ${text}`);
  }

  /** Method and address of all that went over the network. */
  get sent(): readonly string[] {
    return this.wire.sent;
  }

  /** What went, or would have gone, anywhere but to the program. */
  strayed(): string[] {
    return this.sent.filter((one) => !one.split(" ")[1]!.startsWith(`${this.address}/`));
  }

  /** The first visible element of this kind whose text fits. */
  async find(selector: string, text: RegExp): Promise<ElementHandle<HTMLElement>> {
    const found = await this.page.waitForFunction(
      (selector, source) =>
        [...document.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility() && new RegExp(source).test((element.textContent ?? "").trim().replaceAll(/\s+/g, " "))),
      { timeout: SOON_MS },
      selector,
      text.source,
    );
    return found as ElementHandle<HTMLElement>;
  }

  /** As with the mouse. */
  async click(selector: string, text: RegExp): Promise<void> {
    await (await this.find(selector, text)).click();
  }

  /** Presses Tab until the element of this name has the focus. */
  async tabTo(name: RegExp): Promise<void> {
    for (let presses = 0; presses < 80; presses++) {
      await this.page.keyboard.press("Tab");
      if (name.test(await this.page.evaluate(() => (document.activeElement?.textContent ?? "").trim()))) return;
    }
    throw new Error(`Tab never came to ${name}`);
  }

  /** An attribute of the session's root; null where there is no session. */
  async session(attribute: "phase" | "source" | "hold-s"): Promise<string | null> {
    return this.page.evaluate((name) => document.querySelector("[data-phase]")?.getAttribute(`data-${name}`) ?? null, attribute);
  }

  /** Waits until the session is in one of these phases. */
  async until(...phases: string[]): Promise<void> {
    await expect.poll(() => this.session("phase"), { timeout: SOON_MS, interval: 50 }).toSatisfy((phase: string) => phases.includes(phase));
  }
}
