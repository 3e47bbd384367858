/** The sessions that the program keeps, as far as tests look at them. */
import type { Program } from "./program";

export interface Saved {
  steps: { step: string; side: string | null; verdict: string; hold_s: number }[];
  session: { id: string; source: string; ending: string; answers: { step: string; answer: string | null }[]; feedback: { stretch_felt: string | null; pain: number | null } | null };
}

export async function savedOn(server: Program): Promise<Saved[]> {
  return (await (await fetch(`${server.address}/api/sessions`)).json()) as Saved[];
}
