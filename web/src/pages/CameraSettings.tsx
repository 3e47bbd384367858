/** Which camera, and whether it mirrors. */
import { useEffect, useState } from "preact/hooks";

import { type Settings, settings } from "../store/settings";
import { t } from "../text";
import { Switch } from "./Switch";

/** Before the person has let the page use a camera, the browser gives neither names nor ids. */
async function cameras(): Promise<MediaDeviceInfo[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices.filter((device) => device.kind === "videoinput" && device.deviceId !== "");
}

export function CameraSettings({ chosen }: { chosen: Readonly<Settings> }) {
  // Not known yet: nothing is said to be missing, and nothing is offered that goes away under the hand.
  const [known, setKnown] = useState<MediaDeviceInfo[] | null>(null);
  const found = known ?? [];
  const [denied, setDenied] = useState(false);
  const look = (): void => void cameras().then(setKnown, () => setKnown([]));
  useEffect(() => {
    look();
    navigator.mediaDevices?.addEventListener("devicechange", look);
    return () => navigator.mediaDevices?.removeEventListener("devicechange", look);
  }, []);

  const find = async (): Promise<void> => {
    setDenied(false);
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true });
      // Asked while it runs: Firefox names cameras only then.
      setKnown(await cameras());
      for (const track of stream.getTracks()) track.stop();
    } catch {
      setDenied(true);
    }
  };

  // Without a choice the browser takes its first one.
  const used = found.find((camera) => camera.deviceId === chosen.cameraId) ?? (chosen.cameraId === null ? found[0] : undefined);
  const missing = known !== null && chosen.cameraId !== null && !found.some((camera) => camera.deviceId === chosen.cameraId);
  return (
    <section class="card stack">
      <h2>{t("settings.camera_title")}</h2>
      <label class="field">
        {t("settings.camera_which")}
        <select value={chosen.cameraId ?? ""} onChange={(event) => settings.set({ cameraId: event.currentTarget.value || null })}>
          <option value="">{t("settings.camera_first")}</option>
          {missing && <option value={chosen.cameraId ?? ""}>{t("settings.camera_gone")}</option>}
          {found.map((camera, index) => (
            <option key={camera.deviceId} value={camera.deviceId}>
              {camera.label || t("settings.camera_number", { number: index + 1 })}
            </option>
          ))}
        </select>
      </label>
      {used && (
        <Switch
          on={chosen.mirroredCameras.includes(used.deviceId)}
          text={t("settings.camera_mirrors")}
          note={t("settings.camera_mirrors_note")}
          onChange={(mirrors) =>
            settings.set({ mirroredCameras: [...chosen.mirroredCameras.filter((id) => id !== used.deviceId), ...(mirrors ? [used.deviceId] : [])] })
          }
        />
      )}
      {known?.length === 0 && (
        <>
          <div class="buttons">
            <button type="button" aria-describedby="camera-find" onClick={() => void find()}>
              {t("settings.camera_find")}
            </button>
          </div>
          <p id="camera-find" class="quiet small">
            {t("settings.camera_find_note")}
          </p>
        </>
      )}
      <p class="error" role="status">
        {denied && t("settings.camera_denied")}
      </p>
    </section>
  );
}
