/** Voice, camera, model; the safety text again; where the data lies. */
import { useEffect, useState } from "preact/hooks";

import { Heading } from "../app/Heading";
import { useLoaded } from "../app/useLoaded";
import { Everything } from "../editor/Everything";
import { api } from "../store/api";
import { type Settings as Chosen, settings } from "../store/settings";
import { t } from "../text";
import { CameraSettings } from "./CameraSettings";
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
      <VoiceSettings chosen={chosen} />
      <CameraSettings chosen={chosen} />
      <ModelSettings chosen={chosen} />
      <section class="card stack">
        <h2>{t("settings.safety_title")}</h2>
        <p>
          <a href="/safety">{t("settings.safety_read")}</a>
        </p>
      </section>
      <Data />
    </div>
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
    </section>
  );
}
