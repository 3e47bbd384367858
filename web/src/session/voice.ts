/** Speaks with voices of this computer only: others would send the text away. */
import { settings } from "../store/settings";
import { voiceFor } from "../store/voices";
import type { Speaker } from "./announcer";

export class Voice implements Speaker {
  private readonly synthesis = "speechSynthesis" in window ? window.speechSynthesis : null;

  constructor() {
    // Browsers read their list of voices late: asking once makes it ready.
    this.synthesis?.getVoices();
  }

  speak(text: string, language: string, done: () => void): boolean {
    const chosen = settings.get();
    if (!this.synthesis || !chosen.voice || chosen.muted) return false;
    const voice = voiceFor(this.synthesis.getVoices(), language, chosen);
    if (!voice) return false;
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang.replace("_", "-");
    words.rate = chosen.rate;
    words.volume = chosen.volume;
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
