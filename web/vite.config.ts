import { readFileSync } from "node:fs";

import { defineConfig } from "vitest/config";

import { finish } from "./vite/finish.ts";

/** Where `unhunch serve` listens unless told otherwise; only for `npm run dev`. */
const program = "http://127.0.0.1:7373";
// The program answers to its own address only, so the proxy gives it that one as Host and Origin.
const proxied = { target: program, changeOrigin: true, headers: { origin: program } };

/** Of the program with which this page is built: what the page calls its own version. */
const version = /^version = "(.+)"$/m.exec(readFileSync(new URL("../Cargo.toml", import.meta.url), "utf8"))?.[1];
if (!version) throw new Error("Cargo.toml names no version");

export default defineConfig({
  define: { __VERSION_OF_THE_PAGE__: JSON.stringify(version) },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist",
    assetsDir: "assets",
    // The Content-Security-Policy takes scripts, styles and what is fetched from our own address only: nothing is put inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    rollupOptions: {
      input: { main: "index.html", sw: "src/sw/sw.ts" },
      output: {
        // A service worker must keep its address: browsers look there for the next one.
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": proxied, "/models": proxied } },
  plugins: [finish()],
  // Stylesheets are read by a test: without this they are empty.
  test: { include: ["src/**/*.test.ts"], css: true },
});
