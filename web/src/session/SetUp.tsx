/** Before the first step: what to change so that the coach sees well, and which camera it is. */
import { useEffect, useState } from "preact/hooks";

import { langOf, t } from "../text";
import { cameras, type Opened } from "./camera";
import { cameraName } from "./chosen";
import { Icon } from "./Icon";
import type { Look } from "./look";
import type { Hint } from "./protocol";

export function SetUp({ look, language, middle }: { look: Look; language: string; middle: () => void }) {
  if (look.phase === "neutral") {
    return (
      <>
        <p>{t(look.sideways ? "session.neutral_sideways_lead" : "session.neutral_lead")}</p>
        {look.reason !== null && <p class="live-reason">{look.reason}</p>}
      </>
    );
  }
  const [first, ...others] = [...look.hints].sort((a, b) => Number(b.blocks) - Number(a.blocks));
  return (
    <>
      {first ? (
        <ul class="live-hints">
          <HintLine key={first.name} {...first} first={first.blocks} middle={middle} />
          {others.map((hint) => (
            <HintLine key={hint.name} {...hint} first={false} middle={middle} />
          ))}
        </ul>
      ) : (
        <p class="live-hint" data-look="well">
          <Icon name="met" />
          {t("session.setup_well")}
        </p>
      )}
      {first?.blocks && <p class="live-lead">{t("session.setup_lead")}</p>}
      {look.title !== null && (
        <p class="live-lead">
          {t("session.setup_first")} <span lang={langOf(language)}>{look.title}</span>
        </p>
      )}
    </>
  );
}

function HintLine({ name, blocks, first, middle }: Hint & { first: boolean; middle: () => void }) {
  return (
    <li class="live-hint" data-hint={name} data-look={blocks ? "blocks" : "advises"} data-first={first}>
      <Icon name={blocks ? "broken" : "note"} />
      <span>{t(`session.hint.${name}`)}</span>
      {name === "several_people" && (
        <button type="button" class="live-press" data-kind="usual" onClick={middle}>
          {t("session.button.middle")}
        </button>
      )}
    </li>
  );
}

/** The camera by its name, another one, and whether it mirrors. The picture beside it is the preview. */
export function CameraChoice({ camera, wanted, choose, mirrors }: { camera: Opened; wanted: string | null; choose: (id: string) => void; mirrors: (on: boolean) => void }) {
  const [found, setFound] = useState<{ id: string; name: string }[]>([]);
  useEffect(() => {
    const look = (): void => void cameras().then(setFound, () => setFound([]));
    look();
    navigator.mediaDevices.addEventListener("devicechange", look);
    return () => navigator.mediaDevices.removeEventListener("devicechange", look);
  }, [camera]);
  const nameOf = (name: string, index: number): string => name || t("session.camera.number", { number: index + 1 });
  return (
    <div class="live-camera">
      {camera.instead && (
        <p class="live-notice">
          {t("session.camera.instead", { wanted: (wanted !== null && cameraName(wanted)) || t("session.camera.chosen"), used: camera.name || t("session.camera.another") })}
        </p>
      )}
      {found.length > 1 && camera.id !== null ? (
        <label>
          {t("session.camera.which")}
          <select value={camera.id} onChange={(event) => choose(event.currentTarget.value)}>
            {found.map(({ id, name }, index) => (
              <option key={id} value={id}>
                {nameOf(name, index)}
              </option>
            ))}
          </select>
        </label>
      ) : (
        camera.name !== "" && (
          <p class="live-lead">
            {t("session.camera.which")} {camera.name}
          </p>
        )
      )}
      <label class="live-switch">
        <input type="checkbox" role="switch" checked={camera.mirrors} onChange={(event) => mirrors(event.currentTarget.checked)} />
        <span>
          {t("session.camera.mirrors")}
          <span class="live-lead">{t("session.camera.mirrors_note")}</span>
        </span>
      </label>
    </div>
  );
}
