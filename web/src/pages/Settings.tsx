/** Language, voice, camera, model; the safety text again; installing; what is kept of the person, and where. */
import { useEffect, useState } from "preact/hooks";

import { Heading } from "../app/Heading";
import { useLoaded } from "../app/useLoaded";
import { Everything } from "../editor/Everything";
import { api } from "../store/api";
import { type Settings as Chosen, settings } from "../store/settings";
import { LANGUAGES, t } from "../text";
import { CameraSettings } from "./CameraSettings";
import { Install } from "../app/Install";
import { RatingsData } from "./RatingsData";
import { Switch } from "./Switch";
import { VoiceSettings } from "./VoiceSettings";

export function Settings() {
  const [chosen, setChosen] = useState(settings.get());
  useEffect(() => settings.subscribe(setChosen), []);
  return (
    <div class="stack text settings">
      <div>
        <Heading text={t("settings.title")} />
        <p class="quiet">{t("settings.lead")}</p>
      </div>
      <LanguageSettings chosen={chosen} />
      <VoiceSettings chosen={chosen} />
      <CameraSettings chosen={chosen} />
      <ModelSettings chosen={chosen} />
      <section class="card stack">
        <h2>{t("settings.safety_title")}</h2>
        <p>
          <a class="alone" href="/safety">{t("settings.safety_read")}</a>
        </p>
      </section>
      <Install />
      <Data />
    </div>
  );
}

function LanguageSettings({ chosen }: { chosen: Readonly<Chosen> }) {
  const choose = (language: string): void => {
    settings.set({ language: language || null });
    // Every word of the page is another one now.
    location.reload();
  };
  return (
    <section class="card stack">
      <h2>{t("settings.language_title")}</h2>
      <label class="field">
        {t("settings.language")}
        <select value={chosen.language ?? ""} aria-describedby="language-note" onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{t("settings.language_browser")}</option>
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p id="language-note" class="quiet small">
        {t("settings.language_note")}
      </p>
      <Switch on={chosen.still} text={t("settings.still")} onChange={(still) => settings.set({ still })} />
    </section>
  );
}

const MODELS = [
  ["auto", "settings.model_auto", "settings.model_auto_note"],
  ["full", "settings.model_full", "settings.model_full_note"],
  ["lite", "settings.model_lite", "settings.model_lite_note"],
] as const;

function ModelSettings({ chosen }: { chosen: Readonly<Chosen> }) {
  return (
    <section class="card stack">
      <h2>{t("settings.model_title")}</h2>
      <fieldset class="plain-set">
        <legend>{t("settings.model")}</legend>
        {MODELS.map(([model, name, note]) => (
          <label key={model} class="line">
            <input
              type="radio"
              name="model"
              checked={chosen.model === model}
              aria-describedby={`model-${model}`}
              onChange={() => settings.set({ model })}
            />
            <span>
              {t(name)}
              <span id={`model-${model}`} class="quiet small note">
                {t(note)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}

function Data() {
  const [about] = useLoaded(api.about, "about");
  return (
    <section class="card stack">
      <h2>{t("settings.data_title")}</h2>
      <p>{t("settings.data_what")}</p>
      {about.state === "ready" && (
        <p>
          {t("settings.data_where")}
          <br />
          <code>{about.value.data_folder}</code>
        </p>
      )}
      {about.state === "failed" && <p class="quiet">{t("settings.data_unknown")}</p>}
      <Everything />
      <RatingsData />
    </section>
  );
}
