/** Speaks with voices of this computer only: others would send the text away. */
import { settings } from "../store/settings";
import type { Speaker } from "./announcer";
import { volume } from "./chosen";

/** "en" of "en-GB"; some systems write "en_GB". */
const languageOf = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? "";

/**
 * A voice for words in `language`: the one that the person chose, where it speaks that language, else the first that does.
 * Null when there is none: read by a voice of another language, words can't be understood.
 */
export function voiceFor<V extends Pick<SpeechSynthesisVoice, "name" | "lang" | "localService">>(voices: readonly V[], language: string, chosen: string | null): V | null {
  const able = voices.filter((voice) => voice.localService && languageOf(voice.lang) === languageOf(language));
  return able.find((voice) => voice.name === chosen) ?? able[0] ?? null;
}

export class Voice implements Speaker {
  private readonly synthesis = "speechSynthesis" in window ? window.speechSynthesis : null;

  constructor() {
    // Browsers read their list of voices late: asking once makes it ready.
    this.synthesis?.getVoices();
  }

  speak(text: string, language: string, done: () => void): boolean {
    const { voice: on, muted, voiceName, rate } = settings.get();
    if (!this.synthesis || !on || muted) return false;
    const voice = voiceFor(this.synthesis.getVoices(), language, voiceName);
    if (!voice) return false;
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang.replace("_", "-");
    words.rate = rate;
    words.volume = volume();
    words.onend = done;
    words.onerror = done;
    this.synthesis.cancel();
    this.synthesis.speak(words);
    return true;
  }

  stop(): void {
    this.synthesis?.cancel();
  }
}
