/** A guide that is being edited, and files of guides. */

export interface Document {
  /** Null until it is saved for the first time. */
  name: string | null;
  /** The one that was read or written last; null until it is saved for the first time. */
  version: number | null;
  text: string;
}

/** Longest guide, in bytes of UTF-8, and longest name, in letters: as the program has them. */
export const LONGEST_BYTES = 256 * 1024;
const LONGEST_NAME = 64;

/** Whether a guide may be called so; the program has the last word. */
export const isName = (name: string): boolean => name.length <= LONGEST_NAME && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);

/** A name that may be kept: that of the title, cut to what is allowed; empty when there is none. */
export const nameFrom = (slug: string | null): string => (slug ?? "").slice(0, LONGEST_NAME).replace(/-+$/, "");

export class FileError extends Error {
  constructor(readonly why: "not_text" | "file_long") {
    super(`no guide: ${why}`);
  }
}

/**
 * The text of a guide's file, with the line ends that a text field gives.
 *
 * @throws {FileError} when it is longer than a guide may be, or no UTF-8.
 */
export async function textOf(file: Pick<Blob, "size" | "arrayBuffer">): Promise<string> {
  if (file.size > LONGEST_BYTES) throw new FileError("file_long");
  try {
    // A byte order mark in front is left out.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return text.replace(/\r\n?/g, "\n");
  } catch {
    throw new FileError("not_text");
  }
}

/** Offers a guide as a file. */
export function exportFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name || "guide"}.md`;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
