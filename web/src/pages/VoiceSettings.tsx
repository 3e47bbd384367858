/** Voice and sounds: whether, which, how fast, how loud. */
import { useEffect, useState } from "preact/hooks";

import { type Settings, settings } from "../store/settings";
import { voiceFor, voicesOf } from "../store/voices";
import { language, languageName, t } from "../text";
import { Switch } from "./Switch";

const all = (): SpeechSynthesisVoice[] => ("speechSynthesis" in window ? speechSynthesis.getVoices() : []);

/** Browsers know their voices late. */
function useVoices(): SpeechSynthesisVoice[] {
  const [voices, setVoices] = useState(all);
  useEffect(() => {
    if (!("speechSynthesis" in window)) return;
    const look = (): void => setVoices(all());
    speechSynthesis.addEventListener("voiceschanged", look);
    return () => speechSynthesis.removeEventListener("voiceschanged", look);
  }, []);
  return voices;
}

const percent = (share: number): string => new Intl.NumberFormat(language, { style: "percent" }).format(share);

// No `output` stands in the labels: it would take the label for itself, and leave the slider without a name.
export function VoiceSettings({ chosen }: { chosen: Readonly<Settings> }) {
  const voices = useVoices();
  const own = voicesOf(voices, language);
  const voice = voiceFor(voices, language, chosen);
  const speak = (): void => {
    if (!voice) return;
    const words = new SpeechSynthesisUtterance(t("settings.voice_sample"));
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = chosen.rate;
    words.volume = chosen.volume;
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
  };
  const choose = (name: string): void => {
    const { [language]: _, ...others } = chosen.voices;
    // What an older page chose would come back otherwise.
    settings.set({ voices: name ? { ...others, [language]: name } : others, voiceName: null });
  };
  return (
    <section class="card stack">
      <h2>{t("settings.voice_title")}</h2>
      <Switch on={chosen.voice} text={t("settings.voice")} onChange={(voice) => settings.set({ voice })} />
      {own.length === 0 ? (
        <p class="quiet small">{t("settings.voice_none", { language: languageName(language) })}</p>
      ) : (
        <>
          <label class="field">
            {t("settings.voice_which", { language: languageName(language) })}
            <select value={own.find(({ name }) => name === chosen.voices[language])?.name ?? ""} onChange={(event) => choose(event.currentTarget.value)}>
              <option value="">{t("settings.voice_first")}</option>
              {own.map((voice) => (
                <option key={voice.voiceURI} value={voice.name}>
                  {voice.name} ({voice.lang})
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span>
              {t("settings.rate")} <span class="quiet small">{t("settings.rate_value", { rate: chosen.rate })}</span>
            </span>
            <input
              type="range"
              min="0.5"
              max="2"
              step="0.1"
              value={chosen.rate}
              onInput={(event) => settings.set({ rate: Number(event.currentTarget.value) })}
            />
          </label>
          <div class="buttons">
            <button type="button" onClick={speak}>
              {t("settings.voice_try")}
            </button>
          </div>
          <p class="quiet small">{t("settings.voice_local")}</p>
        </>
      )}
      <Switch on={chosen.sounds} text={t("settings.sounds")} onChange={(sounds) => settings.set({ sounds })} />
      <label class="field">
        <span>
          {t("settings.volume")} <span class="quiet small">{percent(chosen.volume)}</span>
        </span>
        <input
          type="range"
          min="0"
          max="1"
          step="0.05"
          value={chosen.volume}
          aria-valuetext={percent(chosen.volume)}
          onInput={(event) => settings.set({ volume: Number(event.currentTarget.value) })}
        />
      </label>
      <Switch on={chosen.muted} text={t("settings.muted")} onChange={(muted) => settings.set({ muted })} />
    </section>
  );
}
