/**
 * Which voice says words of a language: one of this computer that speaks it, never one of another language.
 *
 * Voices of a service are left out: they would send the text away.
 */
import type { Settings } from "./settings";

/** What of a browser's voice decides. */
export type Spoken = Pick<SpeechSynthesisVoice, "name" | "lang" | "localService">;

/** The voices of this computer that speak `language` ("de"), by their names. */
export function voicesOf<V extends Spoken>(voices: readonly V[], language: string): V[] {
  // Some systems write "de_DE".
  const speaks = (voice: V): boolean => voice.lang.toLowerCase().split(/[-_]/)[0] === language;
  return voices.filter((voice) => voice.localService && speaks(voice)).sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * The voice for words of `language`: the one chosen for it, else the first that the browser names, its own default before
 * the others. Null when this computer has none: the words are then only written.
 */
export function voiceFor<V extends Spoken & { default?: boolean }>(voices: readonly V[], language: string, chosen: Pick<Settings, "voices" | "voiceName">): V | null {
  const own = voicesOf(voices, language);
  const named = (name: string | null | undefined): V | undefined => own.find((voice) => voice.name === name);
  const inOrder = voices.filter((voice) => own.includes(voice));
  return named(chosen.voices[language]) ?? named(chosen.voiceName) ?? inOrder.find((voice) => voice.default) ?? inOrder[0] ?? null;
}
