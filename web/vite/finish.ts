/**
 * Runs once all files of the page are written: tells the service worker which they are, and writes a Brotli copy beside
 * each that gets smaller by it, so that the program never compresses while someone waits.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Plugin } from "vite";

/** Both stand in `src/sw/sw.ts`, and are replaced: by the list of files, and by a hash of them that names their cache. */
const FILES = "__FILES_OF_THE_PAGE__";
const EDITION = "__EDITION_OF_THE_PAGE__";

const COMPRESSIBLE = new Set([".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".wasm", ".txt"]);

export function finish(): Plugin {
  let folder = "dist";
  return {
    name: "unhunch:finish",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      nameFiles(folder);
      compress(folder);
    },
  };
}

/** Addresses of all files under `folder`, sorted, as the page asks for them. */
function addresses(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) !== ".br")
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/")}`)
    .sort();
}

function nameFiles(folder: string): void {
  const worker = join(folder, "sw.js");
  const source = readFileSync(worker, "utf8");
  const listed = addresses(folder).filter((address) => address !== "/sw.js");
  const hash = createHash("sha256").update(source);
  for (const address of listed) hash.update(address).update(readFileSync(join(folder, address)));
  const files = listed.map((address) => (address === "/index.html" ? "/" : address));
  const named = source
    .replace(new RegExp(`["'\`]${FILES}["'\`]`), JSON.stringify(JSON.stringify(files)))
    .replace(EDITION, hash.digest("hex").slice(0, 16));
  if (named.includes(FILES) || named.includes(EDITION) || named === source) throw new Error("sw.js has no place for the list of files");
  writeFileSync(worker, named);
}

function compress(folder: string): void {
  for (const address of addresses(folder)) {
    if (!COMPRESSIBLE.has(extname(address))) continue;
    const plain = readFileSync(join(folder, address));
    const small = brotliCompressSync(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    });
    if (small.length < plain.length) writeFileSync(join(folder, `${address}.br`), small);
  }
}
