/**
 * Which edition of the page this is, and whether the program has a newer one. The service worker keeps the page as it was
 * when it was last loaded, so after an update of the program an old page would go on for as long as its tab is open.
 */
import { useEffect, useState } from "preact/hooks";

/** Filled in when the page is built; see vite.config.ts. */
declare const __VERSION_OF_THE_PAGE__: string;

/** Of the program that this page came with. */
export const PAGE_VERSION = __VERSION_OF_THE_PAGE__;

/** Also in `sw/sw.ts`. */
const TAKE_OVER = "take over";

const TAKES_OVER_MS = 500;

/** A page that is left open asks so often whether there is a newer one. */
const ASK_EVERY_MS = 30 * 60_000;

/** `waits`: it is all here and ready to take over. `rules`: another tab has loaded it; this one still shows the older. */
type Newer = { state: "none" | "rules" } | { state: "waits"; worker: ServiceWorker };

let newer: Newer = { state: "none" };
const listeners = new Set<() => void>();

function found(what: Newer): void {
  newer = what;
  for (const listener of listeners) listener();
}

/** Called once, when the page starts: keeps this edition for offline use, and looks out for a newer one. */
export function keepEdition(): void {
  if (!("serviceWorker" in navigator)) return;
  const container = navigator.serviceWorker;
  const begin = async (): Promise<void> => {
    const registration = await container.register("/sw.js", { updateViaCache: "none" });
    // Without a controller this is the first edition that this browser keeps: nothing is older than it.
    let ruled = container.controller !== null;
    const look = (): void => {
      const worker = registration.waiting;
      if (worker && ruled) found({ state: "waits", worker });
    };
    // One that takes over at once, as this page came with it, no longer waits by then.
    const lookSoon = (): void => void setTimeout(look, TAKES_OVER_MS);
    container.addEventListener("controllerchange", () => {
      const other = ruled;
      ruled = true;
      if (other) void isOfThisEdition().then((same) => found({ state: same ? "none" : "rules" }));
    });
    lookSoon();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", lookSoon));
    registration.installing?.addEventListener("statechange", lookSoon);
    const ask = (): void => void registration.update().catch(() => {});
    setInterval(ask, ASK_EVERY_MS);
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) ask();
    });
  };
  // After the page is drawn: what it needs now comes first.
  const start = (): void => void begin().catch(() => {});
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
}

/** Whether this page is made of the same files as the one that is kept by the worker that rules now. */
async function isOfThisEdition(): Promise<boolean> {
  const kept = await fetch("/")
    .then((answer) => answer.text())
    .catch(() => "");
  const files = [...document.querySelectorAll('head script[src], head link[rel="stylesheet"]')].map((file) => file.getAttribute("src") ?? file.getAttribute("href") ?? "");
  return files.every((file) => kept.includes(file));
}

/** Loads the page anew, in its newest edition. */
function load(): void {
  const reload = (): void => location.reload();
  if (newer.state !== "waits") return reload();
  navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
  newer.worker.postMessage(TAKE_OVER);
}

/** What loads the newer edition; null while there is none. */
export function useNewEdition(): (() => void) | null {
  const [now, setNow] = useState(newer);
  useEffect(() => {
    const look = (): void => setNow(newer);
    look();
    listeners.add(look);
    return () => void listeners.delete(look);
  }, []);
  return now.state === "none" ? null : load;
}
