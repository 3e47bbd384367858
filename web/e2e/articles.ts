/** Articles of every kind that people bring, in our own words. */
import { crc32 } from "node:zlib";

const steps = [
  ["Ear to shoulder", ["Sit tall and face straight ahead.", "Let your left ear sink towards your left shoulder.", "Keep your chin level.", "Hold for 10 seconds.", "Repeat on the other side."]],
  ["Shoulder squeeze", ["Squeeze your shoulder blades together.", "Hold for 5 seconds.", "Repeat 5 times."]],
] as const;

const lines = (of: (title: string, sentences: readonly string[]) => string): string => steps.map(([title, sentences]) => of(title, sentences)).join("\n");

export const TITLE = "Two exercises for the desk";

export const MARKDOWN = `# ${TITLE}\n\nBy Ann Lee\n\n${lines((title, sentences) => `## ${title}\n\n${sentences.map((sentence) => `- ${sentence}`).join("\n")}\n`)}\n## About the author\n\nAnn Lee swims and writes about swimming.\n`;

export const HTML = `<h1>${TITLE}</h1><p>By Ann Lee</p>${lines((title, sentences) => `<h2>${title}</h2><ol>${sentences.map((sentence) => `<li>${sentence}</li>`).join("")}</ol>`)}`;

export const TEXT = `${TITLE}\n\n${lines((title, sentences) => `${title}\n${sentences.map((sentence, index) => `${index + 1}. ${sentence}`).join("\n")}\n`)}`;

const RTF = `{\\rtf1\\ansi\\b ${TITLE}\\b0\\par\\par ${lines((title, sentences) => `\\b ${title}\\b0\\par ${sentences.map((sentence) => `${sentence}\\par `).join("")}\\par`)}}`;

/** A Word document as small as it gets: a package with its text stored as it is. */
function docx(): Buffer {
  const paragraph = (text: string, style: string | null): string => `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ""}<w:r><w:t>${text}</w:t></w:r></w:p>`;
  const body = paragraph(TITLE, "Title") + lines((title, sentences) => paragraph(title, "Heading1") + sentences.map((sentence) => paragraph(sentence, null)).join(""));
  return packed([
    ["[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'],
    ["_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'],
    ["word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`],
  ]);
}

/** A ZIP file whose members are stored (APPNOTE 4.3). */
function packed(files: [name: string, text: string][]): Buffer {
  const parts: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const [name, text] of files) {
    const [title, bytes] = [Buffer.from(name), Buffer.from(text)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(title.length, 22);
    parts.push(Buffer.from("PK\x03\x04"), facts, title, bytes);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    listed.push(Buffer.from("PK\x01\x02\x14\x00"), facts, where, title);
    at += 30 + title.length + bytes.length;
  }
  const list = Buffer.concat(listed);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, list, Buffer.from("PK\x05\x06"), end]);
}

export const FILES: { name: string; mimeType: string; buffer: Buffer }[] = [
  { name: "desk.txt", mimeType: "text/plain", buffer: Buffer.from(TEXT) },
  { name: "desk.md", mimeType: "text/markdown", buffer: Buffer.from(MARKDOWN) },
  { name: "desk.html", mimeType: "text/html", buffer: Buffer.from(`<!doctype html><title>${TITLE}</title><main>${HTML}</main>`) },
  { name: "desk.rtf", mimeType: "application/rtf", buffer: Buffer.from(RTF) },
  { name: "desk.docx", mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", buffer: docx() },
];
