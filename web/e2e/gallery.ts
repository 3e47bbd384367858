/** Every state of the session as a page, without a judge: see `src/session/testing/gallery.tsx`. */
import { join } from "node:path";

import { createServer, type ViteDevServer } from "vite";

import { root } from "./clips";

export const STATES = [
  ["loading", "camera_asked", "failed", "denied", "none", "in_use", "lost"],
  ["setup", "two", "place", "well", "neutral", "again", "sideways"],
  ["ready", "hands", "reaching", "holding", "broken", "unseen", "enough", "returning", "squeeze", "unwatched", "resting", "asking", "paused", "frozen", "nobody", "several", "turned"],
  ["clock", "clock_ready", "clock_reaching", "clock_asking", "clock_paused"],
  ["done"],
].flat();

export class Gallery {
  private constructor(private readonly vite: ViteDevServer) {}

  static async open(): Promise<Gallery> {
    const vite = await createServer({ configFile: join(root, "web/vite.config.ts"), root: join(root, "web"), logLevel: "error", server: { host: "127.0.0.1", port: 0, hmr: false, watch: null } });
    await vite.listen();
    return new Gallery(vite);
  }

  at(state: string): string {
    return new URL(`/src/session/testing/gallery.html?state=${state}`, this.vite.resolvedUrls?.local[0]).href;
  }

  async close(): Promise<void> {
    await this.vite.close();
  }
}
