import { useEffect, useState } from "preact/hooks";

import { type Settings, settings } from "../store/settings";
import { language, t } from "../text";

/** Voices that do not send the text away; those of the page's language first. */
function localVoices(): SpeechSynthesisVoice[] {
  if (!("speechSynthesis" in window)) return [];
  const fits = (voice: SpeechSynthesisVoice): number => (voice.lang.startsWith(language) ? 0 : 1);
  return speechSynthesis
    .getVoices()
    .filter((voice) => voice.localService)
    .sort((a, b) => fits(a) - fits(b) || a.name.localeCompare(b.name));
}

function useLocalVoices(): SpeechSynthesisVoice[] {
  const [voices, setVoices] = useState(localVoices);
  useEffect(() => {
    if (!("speechSynthesis" in window)) return;
    const look = (): void => setVoices(localVoices());
    speechSynthesis.addEventListener("voiceschanged", look);
    return () => speechSynthesis.removeEventListener("voiceschanged", look);
  }, []);
  return voices;
}

export function VoiceSettings({ chosen }: { chosen: Readonly<Settings> }) {
  const voices = useLocalVoices();
  const none = voices.length === 0;
  const speak = (): void => {
    const voice = voices.find((one) => one.name === chosen.voiceName) ?? voices[0];
    if (!voice) return;
    const words = new SpeechSynthesisUtterance(t("settings.voice_sample"));
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = chosen.rate;
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
  };
  return (
    <section class="card stack">
      <h2>{t("settings.voice_title")}</h2>
      <Switch on={chosen.voice} text={t("settings.voice")} onChange={(voice) => settings.set({ voice })} />
      {none ? (
        <p class="quiet small">{t("settings.voice_none")}</p>
      ) : (
        <>
          <label class="field">
            {t("settings.voice_which")}
            <select value={chosen.voiceName ?? ""} onChange={(event) => settings.set({ voiceName: event.currentTarget.value || null })}>
              <option value="">{t("settings.voice_first")}</option>
              {voices.map((voice) => (
                <option key={voice.voiceURI} value={voice.name}>
                  {voice.name} ({voice.lang})
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span>
              {t("settings.rate")} <output class="quiet small">{t("settings.rate_value", { rate: chosen.rate })}</output>
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
      <Switch on={chosen.muted} text={t("settings.muted")} onChange={(muted) => settings.set({ muted })} />
    </section>
  );
}

function Switch({ on, text, onChange }: { on: boolean; text: string; onChange: (on: boolean) => void }) {
  return (
    <label class="line">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{text}</span>
    </label>
  );
}
