/** A guide of one's own, with a mistake and without, and how it gets to the program. */
import type { Program } from "./program";

export const WRONG = "---\ntitle: Ear to shoulder\n---\n\nStop if it hurts.\n\n## Tilt {#tilt}\n\n- Sink your left ear. `reach neck tilt left`\n- Chin up. `keep chin levle`\n";
export const RIGHT = WRONG.replace("levle", "level");

/** Gives the status of the answer. */
export async function put(server: Program, name: string, text: string): Promise<number> {
  const { status } = await fetch(`${server.address}/api/own-guides/${name}`, { method: "PUT", headers: { origin: server.address, "content-type": "text/markdown" }, body: text });
  return status;
}
