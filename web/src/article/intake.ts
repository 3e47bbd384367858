/** What a person brings: a file, text, text with its shape, or a web address. */

/** Most that is read, in bytes: as the program has it. */
export const LONGEST_BYTES = 10 * 1024 * 1024;

/** Files that are offered first; any other may be chosen, too. */
export const KINDS =
  ".txt,.text,.md,.markdown,.html,.htm,.rtf,.docx,.pdf,.json,text/plain,text/markdown,text/html,application/rtf,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** What was brought and can't be read: why. */
export class IntakeError extends Error {
  constructor(readonly why: "empty" | "address" | "too_long" | "unreadable" | "several") {
    super(`no article: ${why}`);
  }
}

/** Elements that give a text its shape. Others only colour it, as editors of code do. */
const SHAPES = /<(h[1-6]|li|ol|ul|dl|dt|table|td|p|strong|b|blockquote|article)[\s>/]/i;

/** Whether HTML says more of a text than its letters do. */
export const hasShape = (html: string): boolean => SHAPES.test(html);

/** Longer is no address that anybody pastes. */
const LONGEST_ADDRESS = 2000;

/** Nothing but one web address: "https://example.org/neck", "www.example.org". */
export function isAddress(text: string): boolean {
  const word = text.trim();
  if (word.length > LONGEST_ADDRESS || /\s/.test(word)) return false;
  return /^(https?|ftp):\/\/\S+$/i.test(word) || /^(www\.)?([a-z0-9-]+\.)+[a-z]{2,}(\/\S*)?$/i.test(word);
}

/** Files that only lead to a web address: Windows's and the Mac's. */
const isShortcut = (text: string): boolean => /^\s*\[InternetShortcut\]/i.test(text) || (/<plist/.test(text) && /<key>URL<\/key>/.test(text));

const encoder = new TextEncoder();

/** As a file of HTML: what is on the clipboard is only a piece of one. */
const asPage = (html: string): string => `<!doctype html><meta charset="utf-8">${html}`;

/**
 * The bytes of a text as the reader takes them; `html`: the same text with its shape.
 *
 * @throws {IntakeError} when there is nothing in it, or only an address, or too much.
 */
export function bytesOfText(text: string, html: string | null): Uint8Array<ArrayBuffer> {
  if (text.trim() === "") throw new IntakeError("empty");
  if (isAddress(text)) throw new IntakeError("address");
  // A letter has a byte or more.
  if (text.length > LONGEST_BYTES) throw new IntakeError("too_long");
  const bytes = encoder.encode(html === null ? text : asPage(html));
  if (bytes.length > LONGEST_BYTES) throw new IntakeError("too_long");
  return bytes;
}

/** @throws {IntakeError} when there is nothing in it, or too much, or it can't be read, or it is a link to a page. */
export async function bytesOfFile(file: Pick<Blob, "size" | "arrayBuffer">): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > LONGEST_BYTES) throw new IntakeError("too_long");
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => null,
  );
  // A folder that is dropped is a file that can't be read.
  if (bytes === null) throw new IntakeError("unreadable");
  const start = new TextDecoder().decode(bytes.subarray(0, 2000));
  if (bytes.length === 0 || (bytes.length < 2000 && start.trim() === "")) throw new IntakeError("empty");
  if (bytes.length < 2000 && (isShortcut(start) || isAddress(start))) throw new IntakeError("address");
  return bytes;
}

/** What is brought by a drop or by the clipboard, as both give it. */
export type Carried = Pick<DataTransfer, "getData"> & { files: ArrayLike<File> };

/** What was dropped: a file, or a text with its shape where it has one. @throws {IntakeError} */
export function carried(data: Carried): { file: File } | { text: string; html: string | null } {
  if (data.files.length > 1) throw new IntakeError("several");
  const file = data.files[0];
  if (file) return { file };
  const text = data.getData("text/plain");
  // A link that is dropped brings its address as text, too.
  if (data.getData("text/uri-list").trim() !== "") throw new IntakeError("address");
  const html = data.getData("text/html");
  if (text.trim() === "" && html.trim() === "") throw new IntakeError("empty");
  return { text: text.trim() === "" ? plainOf(html) : text, html: hasShape(html) ? html : null };
}

/** Something to show of HTML that came without its text. */
const plainOf = (html: string): string => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim();
