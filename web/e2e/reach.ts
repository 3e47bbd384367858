/** What of a page can't be pressed, or not be seen, at each size of window. */
import type { Page } from "@playwright/test";

export interface Size {
  width: number;
  height: number;
  scale: number;
}

/** Phones upright and sideways, a tablet, two screens; the last one is 1280x800 at 200 %. */
export const SIZES: Size[] = [
  [320, 640, 1],
  [390, 844, 1],
  [844, 390, 1],
  [768, 1024, 1],
  [1280, 800, 1],
  [1920, 1080, 1],
  [640, 400, 2],
].map(([width, height, scale]) => ({ width, height, scale }) as Size);

export const nameOf = ({ width, height, scale }: Size): string => `${width}x${height}${scale === 1 ? "" : ` at ${100 * scale} %`}`;

/** Calls `at` with the page at every size, and gives what it found by the names of the sizes. */
export async function everySize<T>(page: Page, at: (size: Size) => Promise<T>): Promise<Record<string, T>> {
  const devtools = await page.context().newCDPSession(page);
  const found: Record<string, T> = {};
  for (const size of SIZES) {
    const { width, height, scale } = size;
    await devtools.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: scale, mobile: false });
    // Not at each picture that is drawn: at the largest size that takes longer than all that is asked here.
    await page.waitForFunction(([width, height]) => innerWidth === width && innerHeight === height, [width, height], { polling: 5 });
    found[nameOf(size)] = await at(size);
  }
  await devtools.send("Emulation.clearDeviceMetricsOverride");
  await devtools.detach();
  return found;
}

/** WCAG 2.2, 2.5.8: no target is smaller, but links within a line of text. */
const LEAST_PX = 24;
/** WCAG 2.2, 2.5.5: what is pressed in a session, where nobody aims well, and what is pressed most. */
const HAND_PX = 44;

/**
 * What is wrong with each thing that can be pressed: scrolled to, its middle is outside the window, under something else
 * or clipped, or it is too small for a hand. A box to tick is as large as its label.
 */
export async function unreachable(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ least, hand }) => {
      const PRESSED = "button, a[href], input, select, textarea, summary, [role=button], [role=switch], [role=radio], [role=slider], [role=tab]";
      const found = new Set<string>();
      const dialog = document.querySelector("dialog[open]");
      const inSession = document.querySelector(".live") !== null;

      /** Where a press for this counts: for a box its label, too. */
      const targetOf = (pressed: HTMLElement): HTMLElement => {
        const boxed = pressed instanceof HTMLInputElement && (pressed.type === "checkbox" || pressed.type === "radio");
        return (boxed && pressed.labels?.[0]) || pressed;
      };
      /** A link within a sentence is as high as its line. */
      const inText = (target: HTMLElement): boolean => {
        if (getComputedStyle(target).display !== "inline" && !target.matches("button.plain")) return false;
        const sentence = target.closest("p, li, dd, td");
        const words = (element: Element): number => (element.textContent ?? "").trim().length;
        return sentence !== null && words(sentence) > words(target);
      };
      const shown = (target: HTMLElement): boolean => target.checkVisibility({ visibilityProperty: true }) && target.getClientRects().length > 0;

      const focused = document.activeElement;
      for (const pressed of document.querySelectorAll<HTMLElement>(PRESSED)) {
        if (pressed.matches("input[type=hidden], [inert] *") || (dialog && !dialog.contains(pressed))) continue;
        const target = targetOf(pressed);
        if (!shown(target)) continue;
        // It comes where the keyboard comes to it, and goes again.
        if (target.matches(".skip")) target.focus({ preventScroll: true });
        else document.querySelector<HTMLElement>(".skip")?.blur();
        target.scrollIntoView({ block: "nearest", inline: "nearest" });
        const name = `${target.localName}.${target.className} "${(pressed.getAttribute("aria-label") ?? target.textContent ?? "").trim().slice(0, 40)}"`;
        const text = inText(target);
        // The first line of a link that goes over two.
        const { left, top, right, bottom, width, height } = text ? target.getClientRects()[0]! : target.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + height / 2];
        if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) {
          found.add(`outside: ${name}`);
          continue;
        }
        const hit = document.elementFromPoint(x, y);
        if (!hit || !(target.contains(hit) || hit.contains(pressed) && hit.localName === "label")) {
          found.add(`covered: ${name} by ${hit?.localName}.${hit?.getAttribute("class")}`);
          continue;
        }
        let [from, to, low, high] = [Math.max(0, left), Math.min(innerWidth, right), Math.max(0, top), Math.min(innerHeight, bottom)];
        for (let at = target.parentElement; at; at = at.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(at);
          const box = at.getBoundingClientRect();
          if (overflowX !== "visible") [from, to] = [Math.max(from, box.left), Math.min(to, box.right)];
          if (overflowY !== "visible") [low, high] = [Math.max(low, box.top), Math.min(high, box.bottom)];
        }
        if (width - (to - from) > 1) found.add(`clipped: ${name} shows ${Math.round(to - from)} of ${Math.round(width)} px across`);
        // Of what is higher than the window there is always a part outside it.
        if (height - (high - low) > 1 && height < innerHeight / 2) found.add(`clipped: ${name} shows ${Math.round(high - low)} of ${Math.round(height)} px`);
        if (target.scrollWidth > target.clientWidth + 1 && target.matches("button, .button, label")) found.add(`its words stick out: ${name}`);
        if (text) continue;
        const needed = target.matches(".primary, [data-kind=primary]") || (inSession && target.closest("main")) ? hand : least;
        if (height < needed - 0.5) found.add(`low: ${name} is ${Math.round(10 * height) / 10} px high`);
        if (width < (needed === hand && inSession ? hand : least) - 0.5) found.add(`narrow: ${name} is ${Math.round(10 * width) / 10} px wide`);
      }
      // As it was: the next one to look finds the page as a person has it.
      for (const scrolled of document.querySelectorAll("main *")) scrolled.scrollTop = 0;
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
      window.scrollTo(0, 0);
      return [...found];
    },
    { least: LEAST_PX, hand: HAND_PX },
  );
}

/** What of a session that is under way can't be seen as it stands: nobody scrolls with their arms in the air. */
export async function outOfSight(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    window.scrollTo(0, 0);
    const bar = document.querySelector(".live-bar")?.getBoundingClientRect();
    if (!bar) return ["there are no buttons"];
    const say = (what: string, element: Element): void => void found.push(`${what}: ${element.localName}.${element.getAttribute("class")} "${(element.textContent ?? "").trim().slice(0, 40)}"`);
    for (const button of document.querySelectorAll<HTMLElement>(".live-bar button, .live-card button, .live-stage button")) {
      if (!button.checkVisibility()) continue;
      const { left, top, width, height, right, bottom } = button.getBoundingClientRect();
      if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) say("cut off", button);
      else if (!button.contains(document.elementFromPoint(left + width / 2, top + height / 2))) say("covered", button);
    }
    for (const part of document.querySelectorAll(".live-stage, .live-ring, [data-sentence][aria-current], .live-focus")) {
      const { top, bottom, left, right } = part.getBoundingClientRect();
      if (left < 0 || right > innerWidth || top < 0 || bottom > bar.top + 1) say("out of sight", part);
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page is wider than the window");
    return found;
  });
}

/** What can't be pressed at some size of window: nothing, or what is wrong where. */
export async function unreachableAnywhere(page: Page): Promise<Record<string, string[]>> {
  const bySize = await everySize(page, () => unreachable(page));
  return Object.fromEntries(Object.entries(bySize).filter(([, faults]) => faults.length > 0));
}
