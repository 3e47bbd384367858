/** The judge's worker: all judging happens here, so that the page never waits for it. */
import init, { ClockJudge, Judge } from "../wasm/browser.js";
import plain from "../wasm/browser_bg.wasm?url";
import relaxed from "../wasm/relaxed.wasm?url";
import { counted, fetched, type ModelFile, type ModelName, Progress } from "./download";
import { Judging, type Judges } from "./judging";
import { PixelReader } from "./pixels";
import type { Reply, Request } from "./protocol";
import { hasRelaxedSimd } from "./relaxed";

/** A worker's own scope; TypeScript's words for it do not go together with those for documents. */
const scope = self as unknown as {
  postMessage(reply: Reply): void;
  onmessage: ((event: MessageEvent<Request>) => void) | null;
};

const progress = new Progress((share) => scope.postMessage({ kind: "loading", share }));

let initialised: Promise<Judges> | null = null;

function judges(): Promise<Judges> {
  initialised ??= (async () => {
    const response = await fetched(hasRelaxedSimd() ? relaxed : plain);
    progress.expect("wasm", Number(response.headers.get("content-length") ?? 0));
    await init({ module_or_path: counted(response, (bytes) => progress.add("wasm", bytes)) });
    return { Judge, ClockJudge };
  })();
  return initialised;
}

let files: Promise<Record<ModelName, ModelFile>> | null = null;

function listed(): Promise<Record<ModelName, ModelFile>> {
  files ??= (async () => {
    const about = (await (await fetched("/api/about")).json()) as { models: Record<ModelName, ModelFile> };
    return about.models;
  })();
  return files;
}

async function model(name: ModelName): Promise<Uint8Array> {
  const { path, bytes } = (await listed())[name];
  progress.expect(name, bytes);
  const response = counted(await fetched(path), (arrived) => progress.add(name, arrived));
  return new Uint8Array(await response.arrayBuffer());
}

const reader = new PixelReader();

const judging = new Judging({ judges, model, pixels: (picture) => reader.read(picture), now: () => performance.now(), reply: (reply) => scope.postMessage(reply) });

scope.onmessage = (event) => void judging.take(event.data);
