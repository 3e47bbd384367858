/** The reader of articles: a WebAssembly module of its own, so that a long article never makes the page wait. */
import { fetched } from "../session/download";
import init, { ArticleReader } from "../wasm/article/article.js";
import module from "../wasm/article/article_bg.wasm?url";
import type { Answer, Opened, Order, ReaderReply, ReaderRequest, View } from "./protocol";

/** A worker's own scope; TypeScript's words for it do not go together with those for documents. */
const scope = self as unknown as {
  postMessage(reply: ReaderReply): void;
  onmessage: ((event: MessageEvent<ReaderRequest>) => void) | null;
};

const loaded = fetched(module).then((response) => init({ module_or_path: response }));
let reader: ArticleReader | null = null;

function opened(of: ArticleReader, text: string | undefined): Answer {
  const read = text === undefined ? null : (JSON.parse(text) as Opened);
  const draft = read !== null && "draft" in read;
  return { opened: read, found: draft ? (of.found() ?? null) : null, choices: draft ? (of.choices() ?? null) : null };
}

function viewed(of: ArticleReader, text: string | undefined): Answer {
  const choices = of.choices();
  if (text === undefined || choices === undefined) throw new Error("no draft is open");
  return { view: JSON.parse(text) as View, choices };
}

function answered(of: ArticleReader, order: Order): Answer {
  switch (order.do) {
    case "read":
      return opened(of, of.read(order.bytes));
    case "resume":
      return opened(of, of.resume(order.kept.found, order.kept.choices));
    case "choose":
      return viewed(of, of.choose(order.id, order.choice ?? undefined));
    case "all":
      return viewed(of, of.chooseAll(order.step ?? undefined, order.choice ?? undefined));
    case "write":
      return viewed(of, of.write(order.field, order.text));
  }
}

scope.onmessage = async ({ data: { turn, language, order } }) => {
  try {
    await loaded;
    reader ??= new ArticleReader(language);
    scope.postMessage({ turn, answer: answered(reader, order) });
  } catch {
    scope.postMessage({ turn, answer: null });
  }
};
