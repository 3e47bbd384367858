/** How much memory a tab holds. */
import { readFileSync } from "node:fs";

import type { Stage } from "./stage";

/** MB of a process that no other one shares; null where there is no /proc. */
export function privateMemory(id: number | undefined): number | null {
  try {
    const text = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
    const kb = [...text.matchAll(/^Private_\w+: +(\d+) kB/gm)].reduce((sum, [, kb]) => sum + Number(kb), 0);
    return Math.round(kb / 102.4) / 10;
  } catch {
    return null;
  }
}

/** The same of the tab alone. What a graphics card draws lies elsewhere. */
export async function tabMemory(stage: Stage): Promise<number | null> {
  const session = await stage.browser.newBrowserCDPSession();
  const { processInfo } = (await session.send("SystemInfo.getProcessInfo")) as { processInfo: { type: string; id: number }[] };
  const sizes = processInfo.flatMap(({ type, id }) => {
    return type === "renderer" ? [privateMemory(id) ?? []].flat() : [];
  });
  // The browser keeps a spare, empty tab: the largest is ours.
  return sizes.length > 0 ? Math.max(...sizes) : null;
}
