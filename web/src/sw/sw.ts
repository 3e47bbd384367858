/**
 * Keeps the page for times without the program: its files from the start, models when they are first used, guides and
 * the addresses of the models as they were last read. Sessions are never kept here: the outbox has them.
 *
 * The files of a new edition go into a cache of their own. It takes over when no tab of the old one is open any more, so
 * that a running session finds everything it was built with.
 */
declare const self: ServiceWorkerGlobalScope;

// Both are filled in when the page is built; see vite/finish.ts.
const FILES: string[] = JSON.parse("__FILES_OF_THE_PAGE__");
const EDITION = "__EDITION_OF_THE_PAGE__";
const PAGE_CACHE = `unhunch-page-${EDITION}`;
const MODEL_CACHE = `unhunch-models-${EDITION}`;
const READ_CACHE = "unhunch-read";

self.addEventListener("install", (event) => {
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (address.pathname.startsWith("/models/")) event.respondWith(model(request));
  else if (/^\/api\/(about$|own-guides$|guides(\/|$))/.test(address.pathname)) event.respondWith(read(request));
  else if (address.pathname.startsWith("/api/")) return;
  else if (request.mode === "navigate") event.respondWith(page("/"));
  else if (FILES.includes(address.pathname)) event.respondWith(page(address.pathname));
});

async function fill(): Promise<void> {
  const cache = await caches.open(PAGE_CACHE);
  // Names with a hash never change their content, so what the browser has of them is good; the others are asked for anew.
  await cache.addAll(FILES.map((path) => new Request(path, { cache: path.startsWith("/assets/") ? "default" : "reload" })));
  // What the tab that brought this worker has read, it read before there was anyone to keep it.
  await readAhead().catch(() => {});
}

async function readAhead(): Promise<void> {
  await read(new Request("/api/about"));
  const list = await read(new Request("/api/guides"));
  const cards = (await list.json()) as { name: string }[];
  for (const { name } of cards) await read(new Request(`/api/guides/${encodeURIComponent(name)}`));
}

/** Runs when no tab of an older edition is open any more. */
async function tidy(): Promise<void> {
  const kept = [PAGE_CACHE, MODEL_CACHE, READ_CACHE];
  for (const name of await caches.keys()) {
    if (name.startsWith("unhunch-") && !kept.includes(name)) await caches.delete(name);
  }
  // The first time, the tab that is open was loaded without this worker.
  await self.clients.claim();
}

/** A file of this edition. */
async function page(path: string): Promise<Response> {
  return (await (await caches.open(PAGE_CACHE)).match(path)) ?? fetch(path);
}

/** The program holds the page and its models together, so what an edition has kept stays right as long as the edition. */
async function model(request: Request): Promise<Response> {
  const cache = await caches.open(MODEL_CACHE);
  const kept = await cache.match(request);
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
