/** How much memory a tab holds. */
import { readFileSync } from "node:fs";

import type { Stage } from "./stage";

/** MB of the tab alone that no other process shares; null where there is no /proc. What a graphics card draws lies elsewhere. */
export async function tabMemory(stage: Stage): Promise<number | null> {
  const session = await stage.browser.newBrowserCDPSession();
  const { processInfo } = (await session.send("SystemInfo.getProcessInfo")) as { processInfo: { type: string; id: number }[] };
  const sizes = processInfo.flatMap(({ type, id }) => {
    if (type !== "renderer") return [];
    try {
      const text = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
      return [...text.matchAll(/^Private_\w+: +(\d+) kB/gm)].reduce((sum, [, kb]) => sum + Number(kb), 0);
    } catch {
      return [];
    }
  });
  // The browser keeps a spare, empty tab: the largest is ours.
  return sizes.length > 0 ? Math.round(Math.max(...sizes) / 102.4) / 10 : null;
}
