/** Speaks with voices of this computer only: others would send the text away. */
import { settings } from "../store/settings";
import { language } from "../text";
import type { Speaker } from "./announcer";

/** The voice that the person chose; else the first of the page's language; null when the computer has none. */
export function chosenVoice(voices: readonly SpeechSynthesisVoice[], name: string | null): SpeechSynthesisVoice | null {
  const local = voices.filter((voice) => voice.localService);
  return local.find((voice) => voice.name === name) ?? local.find((voice) => voice.lang.startsWith(language)) ?? null;
}

export class Voice implements Speaker {
  private readonly synthesis = "speechSynthesis" in window ? window.speechSynthesis : null;

  constructor() {
    // Browsers read their list of voices late: asking once makes it ready.
    this.synthesis?.getVoices();
  }

  speak(text: string, done: () => void): boolean {
    const { voice: on, muted, voiceName, rate } = settings.get();
    if (!this.synthesis || !on || muted) return false;
    const voice = chosenVoice(this.synthesis.getVoices(), voiceName);
    if (!voice) return false;
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = rate;
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
