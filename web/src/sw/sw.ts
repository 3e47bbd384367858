/**
 * Keeps the page for times without the program: its files from the start, models when they are first used, guides and
 * the addresses of the models as they were last read. Sessions are never kept here: the outbox has them.
 *
 * The files of a new edition go into a cache of their own. It takes over when no tab of the old one is open any more, when
 * the person says so, or when a page is loaded anew: never by itself under a page that is open. A tab that still shows the
 * old edition finds the files it was built with until it is gone.
 */
declare const self: ServiceWorkerGlobalScope;

// Both are filled in when the page is built; see vite/finish.ts.
const FILES: string[] = JSON.parse("__FILES_OF_THE_PAGE__");
const EDITION = "__EDITION_OF_THE_PAGE__";
const PAGE_CACHE = `unhunch-page-${EDITION}`;
const MODEL_CACHE = `unhunch-models-${EDITION}`;
/** Also in `store/ownGuides.ts`, which takes out what is deleted. */
const READ_CACHE = "unhunch-read";
/** Also in `store/edition.ts`: what the page says to the edition that waits. */
const TAKE_OVER = "take over";
/** So long a page that is opened waits for the program's newer one. */
const PATIENCE_MS = 2000;
/** This script: what the program has under its name tells whether it has another edition. */
const SELF = "/sw.js";

self.addEventListener("install", (event) => {
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener("message", (event) => {
  // The person pressed "Load it", or loads a page anew.
  if (event.data === TAKE_OVER) event.waitUntil(self.skipWaiting());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (address.pathname.startsWith("/models/")) event.respondWith(model(request));
  else if (/^\/api\/(about$|own-guides$|guides(\/|$))/.test(address.pathname)) event.respondWith(read(request));
  else if (address.pathname.startsWith("/api/")) return;
  else if (request.mode === "navigate") event.respondWith(opened(event));
  else if (FILES.includes(address.pathname) || address.pathname.startsWith("/assets/")) event.respondWith(page(address.pathname));
});

async function fill(): Promise<void> {
  const cache = await caches.open(PAGE_CACHE);
  // Names with a hash never change their content, so what the browser has of them is good; the others are asked for anew.
  await cache.addAll([...FILES, SELF].map((path) => new Request(path, { cache: path.startsWith("/assets/") ? "default" : "reload" })));
  // What the tab that brought the first worker has read, it read before there was anyone to keep it.
  if (!(await caches.has(READ_CACHE))) await readAhead().catch(() => {});
}

async function readAhead(): Promise<void> {
  await read(new Request("/api/about"));
  const list = await read(new Request("/api/guides"));
  const cards = (await list.json()) as { name: string }[];
  for (const { name } of cards) await read(new Request(`/api/guides/${encodeURIComponent(name)}`));
}

async function takeOver(): Promise<void> {
  // The first time, the tab that is open was loaded without this worker.
  await self.clients.claim();
  await tidy();
}

/** What older editions kept goes, once at most one tab is open: that one shows this edition, or is just about to. */
async function tidy(): Promise<void> {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (tabs.length > 1) return;
  const kept = [PAGE_CACHE, MODEL_CACHE, READ_CACHE];
  for (const name of await caches.keys()) {
    if (name.startsWith("unhunch-") && !kept.includes(name)) await caches.delete(name);
  }
}

/** A page that is loaded is the newest that there is: the program's where it has another than this one, else as it is kept. */
async function opened(event: FetchEvent): Promise<Response> {
  const fresh = (await isOutdated()) ? await ofProgram("/") : null;
  if (!fresh) return page("/");
  event.waitUntil(makeWay());
  return fresh;
}

/** Asked by ourselves at each load: browsers ask when they have nothing else to do, and the next load may come before. */
async function isOutdated(): Promise<boolean> {
  if (self.registration.waiting ?? self.registration.installing) return true;
  const kept = await (await caches.open(PAGE_CACHE)).match(SELF);
  const now = kept ? await ofProgram(SELF) : null;
  return kept !== undefined && now !== null && (await kept.text()) !== (await now.text());
}

/** Null while the program is away. */
async function ofProgram(path: string): Promise<Response | null> {
  const answer = await fetch(path, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  return answer?.ok ? answer : null;
}

/** The page that is shown now is of the next edition: its worker need not wait for us. */
async function makeWay(): Promise<void> {
  await self.registration.update().catch(() => {});
  (self.registration.waiting ?? self.registration.installing)?.postMessage(TAKE_OVER);
}

/** A file of this edition, or of an older one that still is open in a tab. */
async function page(path: string): Promise<Response> {
  return (await (await caches.open(PAGE_CACHE)).match(path)) ?? (path === "/" ? undefined : await caches.match(path)) ?? fetch(path);
}

/** The program holds the page and its models together, so what an edition has kept stays right as long as the edition. */
async function model(request: Request): Promise<Response> {
  const cache = await caches.open(MODEL_CACHE);
  const kept = (await cache.match(request)) ?? (await caches.match(request));
  if (kept) return kept;
  const fetched = await fetch(request);
  if (fetched.status === 200) await cache.put(request, fetched.clone()).catch(() => {});
  return fetched;
}

/** The server knows best; without it, as it was last time. */
async function read(request: Request): Promise<Response> {
  const cache = await caches.open(READ_CACHE);
  try {
    const fetched = await fetch(request);
    if (fetched.status === 200) await cache.put(request, fetched.clone()).catch(() => {});
    return fetched;
  } catch (error) {
    // In another language rather than not at all.
    const kept = (await cache.match(request)) ?? (await cache.match(request, { ignoreSearch: true }));
    if (kept) return kept;
    throw error;
  }
}

export {};
