import { defineConfig } from "vitest/config";

import { finish } from "./vite/finish.ts";

/** Where `unhunch serve` listens unless told otherwise; only for `npm run dev`. */
const program = "http://127.0.0.1:7373";
// The program answers to its own address only, so the proxy gives it that one as Host and Origin.
const proxied = { target: program, changeOrigin: true, headers: { origin: program } };

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist",
    assetsDir: "assets",
    // The Content-Security-Policy allows files of our own only: nothing inline, no data: addresses.
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
  // Stylesheets as they are: a test reads them.
  test: { include: ["src/**/*.test.ts"], css: true },
});
