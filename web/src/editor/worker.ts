/** The linter's worker: the same Rust code that coaches reads the guide here, and typing never waits for it. */
import { fetched } from "../session/download";
import { hasRelaxedSimd } from "../session/relaxed";
import init, { examineGuide } from "../wasm/browser.js";
import plain from "../wasm/browser_bg.wasm?url";
import relaxed from "../wasm/relaxed.wasm?url";
import type { Examined, ExamineReply, ExamineRequest } from "./protocol";

/** A worker's own scope; TypeScript's words for it do not go together with those for documents. */
const scope = self as unknown as {
  postMessage(reply: ExamineReply): void;
  onmessage: ((event: MessageEvent<ExamineRequest>) => void) | null;
};

const encoder = new TextEncoder();
/** The build that the session takes too, so that it is fetched once. */
const ready = fetched(hasRelaxedSimd() ? relaxed : plain).then((response) => init({ module_or_path: response }));

scope.onmessage = async ({ data: { turn, name, text } }) => {
  try {
    await ready;
    scope.postMessage({ turn, examined: JSON.parse(examineGuide(name, encoder.encode(text))) as Examined });
  } catch {
    scope.postMessage({ turn, examined: null });
  }
};
