/** The buttons below picture and words: always in sight, whatever the window. */
import { useEffect, useRef } from "preact/hooks";

import { t } from "../text";
import { Icon, type Sign } from "./Icon";
import type { Look } from "./look";

export interface Actions {
  pause: () => void;
  resume: () => void;
  back: () => void;
  skip: () => void;
  done: () => void;
  stop: () => void;
  mute: () => void;
  big: () => void;
  neutral: () => void;
  endEarly: () => void;
}

/** A press with the mouse leaves no focus behind: the space bar would press the same button again. */
const pressed = (act: () => void) => (event: MouseEvent) => {
  if (event.detail > 0 && event.currentTarget instanceof HTMLElement) event.currentTarget.blur();
  act();
};

type KeyName = "pause" | "back" | "skip" | "done" | "mute" | "stop" | "big" | "neutral" | "yes" | "no";

export function Key({ name }: { name: KeyName }) {
  return (
    <kbd class="live-key" aria-hidden="true">
      {t(`session.key.${name}`)}
    </kbd>
  );
}

const SHORTCUTS: Record<KeyName, string> = { pause: "Space", back: "B", skip: "S", done: "D", mute: "M", stop: "Escape", big: "F", neutral: "R", yes: "Y", no: "N" };

export function Press({ act, sign, name, text, kind = "usual", disabled }: { act: () => void; sign: Sign; name: KeyName; text: string; kind?: "usual" | "primary" | "danger" | "quiet"; disabled?: boolean }) {
  return (
    <button type="button" class="live-press" data-kind={kind} aria-keyshortcuts={SHORTCUTS[name]} disabled={disabled} onClick={pressed(act)}>
      <Icon name={sign} />
      <span>{text}</span>
      <Key name={name} />
    </button>
  );
}

export function Bar({ look, paused, camera, muted, big, actions }: { look: Look; paused: boolean; camera: boolean; muted: boolean; big: boolean; actions: Actions }) {
  // While something is asked, Yes and No are what stands out.
  // Out of a rest one goes on when one likes.
  const rests = look.phase === "resting";
  const onward = (look.enough && look.phase !== "asking") || rests;
  const done = camera && look.on_clock && (!onward || rests);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In a pause the way on has the focus; but not taken from a button that somebody is about to press.
    if (paused && (document.activeElement === document.body || document.activeElement?.tagName === "H1")) bar.current?.querySelector("button")?.focus({ preventScroll: true });
  }, [paused]);
  return (
    <div ref={bar} class="live-bar" data-full={done} role="group" aria-label={t("session.buttons")}>
      {paused ? (
        <Press act={actions.resume} sign="resume" name="pause" text={t("session.button.resume")} kind="primary" />
      ) : (
        <Press act={actions.pause} sign="pause" name="pause" text={t("session.button.pause")} />
      )}
      <Press act={actions.back} sign="back" name="back" text={t("session.button.step_back")} disabled={paused || !look.can_go_back} />
      {done && <Press act={actions.done} sign="onward" name="done" text={t("session.button.done")} disabled={paused} />}
      <Press
        act={actions.skip}
        sign={onward ? "onward" : "skip"}
        name="skip"
        text={t(rests ? "session.button.go_on" : onward ? "session.button.onward" : "session.button.skip")}
        kind={onward && !paused ? "primary" : "usual"}
        disabled={paused}
      />
      <Press act={actions.stop} sign="stop" name="stop" text={t("session.button.stop")} kind="danger" />
      <Mute muted={muted} mute={actions.mute} />
      <div class="live-more-wide">
        <More camera={camera && !paused} big={big} actions={actions} />
      </div>
    </div>
  );
}

/** What one needs now and then. In the bar where it has room, else below the words. */
export function More({ camera, big, actions }: { camera: boolean; big: boolean; actions: Actions }) {
  return (
    <>
      {camera && <Press act={actions.neutral} sign="neutral" name="neutral" text={t("session.button.neutral")} kind="quiet" />}
      <Press act={actions.big} sign={big ? "small" : "big"} name="big" text={t(big ? "session.button.small" : "session.button.big")} kind="quiet" />
    </>
  );
}

function Mute({ muted, mute }: { muted: boolean; mute: () => void }) {
  return <Press act={mute} sign={muted ? "unmute" : "mute"} name="mute" text={t(muted ? "session.button.unmute" : "session.button.mute")} kind="quiet" />;
}

/** Before the first step there is nothing to pause, and nothing that hurts. */
export function BarBefore({ camera, muted, mute, onWithout, onLeave }: { camera: boolean; muted: boolean; mute: () => void; onWithout: () => void; onLeave: () => void }) {
  return (
    <div class="live-bar" role="group" aria-label={t("session.buttons")}>
      <button type="button" class="live-press" data-kind="usual" onClick={onLeave}>
        {t("session.button.back")}
      </button>
      {camera && (
        <button type="button" class="live-press" data-kind="usual" onClick={onWithout}>
          {t("session.button.without")}
        </button>
      )}
      <Mute muted={muted} mute={mute} />
    </div>
  );
}
