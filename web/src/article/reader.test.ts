import { expect, test } from "vitest";

import type { Answer, ReaderReply, ReaderRequest } from "./protocol";
import { BrokenError, Reader, StoppedError } from "./reader";

/** Helpers that answer when the test says so. */
class Helpers {
  readonly begun: { sent: ReaderRequest[]; hear: (reply: ReaderReply) => void; ended: boolean }[] = [];
  readonly reader = new Reader((hear) => {
    const helper = { sent: [] as ReaderRequest[], hear, ended: false };
    this.begun.push(helper);
    return { post: (request) => void helper.sent.push(request), end: () => (helper.ended = true) };
  }, "de");
}

const answer: Answer = { opened: null, found: null, choices: null };

test("answers come to what was asked, in one helper", async () => {
  const { reader, begun } = new Helpers();
  const first = reader.ask({ do: "read", bytes: new Uint8Array() });
  const second = reader.ask({ do: "choose", id: "s0", choice: "accept" });
  expect(begun.map(({ sent }) => sent.map(({ turn, language, order }) => [turn, language, order.do]))).toEqual([[[1, "de", "read"], [2, "de", "choose"]]]);
  begun[0]!.hear({ turn: 2, answer });
  begun[0]!.hear({ turn: 1, answer: { ...answer, found: "x" } });
  expect(await first).toMatchObject({ found: "x" });
  expect(await second).toBe(answer);
});

test("who stops it is not answered any more, and what is asked next gets a fresh helper", async () => {
  const { reader, begun } = new Helpers();
  const first = reader.ask({ do: "read", bytes: new Uint8Array() });
  reader.stop();
  await expect(first).rejects.toBeInstanceOf(StoppedError);
  expect(begun[0]!.ended).toBe(true);
  const second = reader.ask({ do: "read", bytes: new Uint8Array() });
  begun[1]!.hear({ turn: 2, answer });
  expect(await second).toBe(answer);
});

test("a helper that broke takes all that waits with it", async () => {
  const { reader, begun } = new Helpers();
  const asked = [reader.ask({ do: "all", step: null, choice: "strike" }), reader.ask({ do: "write", field: "title", text: "" })];
  begun[0]!.hear({ turn: 0, answer: null });
  for (const one of asked) await expect(one).rejects.toBeInstanceOf(BrokenError);
  expect(begun[0]!.ended).toBe(true);
});
