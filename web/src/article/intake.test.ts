import { expect, test } from "vitest";

import { bytesOfFile, bytesOfText, carried, hasShape, IntakeError, isAddress, LONGEST_BYTES } from "./intake";

const why = async (read: () => unknown): Promise<string> => {
  try {
    await read();
    return "read";
  } catch (error) {
    return error instanceof IntakeError ? error.why : String(error);
  }
};

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const data = (items: Record<string, string>, files: File[] = []) => ({ files, getData: (kind: string) => items[kind] ?? "" });

test.each([
  ["https://example.org/neck?x=1", true],
  ["  http://example.org \n", true],
  ["www.example.org", true],
  ["example.org/neck/", true],
  ["Turn your head. https://example.org", false],
  ["Turn your head.", false],
  ["stretching", false],
  ["", false],
])("%j is an address: %s", (text, is) => {
  expect(isAddress(text)).toBe(is);
});

test("a text with nothing in it, an address, and one that is too long are no articles", async () => {
  expect(await why(() => bytesOfText(" \n", null))).toBe("empty");
  expect(await why(() => bytesOfText("https://example.org/neck", "<a>neck</a>"))).toBe("address");
  expect(await why(() => bytesOfText("x ".repeat(LONGEST_BYTES), null))).toBe("too_long");
  expect(text(bytesOfText("Kopf drehen – länger.", null))).toBe("Kopf drehen – länger.");
  expect(text(bytesOfText("Neck", "<h1>Neck</h1>"))).toBe('<!doctype html><meta charset="utf-8"><h1>Neck</h1>');
});

test("a file is read as it is; an empty one, a large one, a folder and a link to a page are none", async () => {
  const file = (content: string) => new Blob([content]);
  expect(text(await bytesOfFile(file("Turn your head.")))).toBe("Turn your head.");
  expect(await why(() => bytesOfFile(file("")))).toBe("empty");
  expect(await why(() => bytesOfFile(file(" \r\n ")))).toBe("empty");
  expect(await why(() => bytesOfFile(file("[InternetShortcut]\r\nURL=https://example.org/\r\n")))).toBe("address");
  expect(await why(() => bytesOfFile(file('<?xml version="1.0"?><plist version="1.0"><dict><key>URL</key><string>https://example.org</string></dict></plist>')))).toBe("address");
  expect(await why(() => bytesOfFile({ size: LONGEST_BYTES + 1, arrayBuffer: () => Promise.reject(new Error("not asked for")) }))).toBe("too_long");
  expect(await why(() => bytesOfFile({ size: 4096, arrayBuffer: () => Promise.reject(new Error("a folder")) }))).toBe("unreadable");
});

test("HTML says more than its letters only where it has headings, lists or the like", () => {
  expect(hasShape("<meta charset='utf-8'><h2>Neck</h2>")).toBe(true);
  expect(hasShape("<ul><li>Turn</li></ul>")).toBe(true);
  expect(hasShape("<div style='white-space:pre'><span>## Neck</span></div>")).toBe(false);
  expect(hasShape("")).toBe(false);
});

test("what is dropped is a file, a text, a text with its shape, or an address", async () => {
  const neck = new File(["x"], "neck.md");
  expect(carried(data({}, [neck]))).toEqual({ file: neck });
  expect(await why(() => carried(data({}, [neck, neck])))).toBe("several");
  expect(await why(() => carried(data({ "text/uri-list": "https://example.org", "text/plain": "https://example.org" })))).toBe("address");
  expect(carried(data({ "text/plain": "Turn." }))).toEqual({ text: "Turn.", html: null });
  expect(carried(data({ "text/plain": "Turn.", "text/html": "<b>Turn.</b>" }))).toEqual({ text: "Turn.", html: "<b>Turn.</b>" });
  expect(carried(data({ "text/html": "<p>Turn.</p>" }))).toEqual({ text: "Turn.", html: "<p>Turn.</p>" });
  expect(await why(() => carried(data({})))).toBe("empty");
});
