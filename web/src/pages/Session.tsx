/** Stands before the live session: the safety page first, then the guide and the coach's own code. */
import { useState } from "preact/hooks";

import { Heading } from "../app/Heading";
import { go } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { Waiting } from "../app/Waiting";
import type { SavedSession } from "../session/protocol";
import { api } from "../store/api";
import { passSafety, safetyPassed } from "../store/safety";
import { saveSession } from "../store/sessions";
import { t } from "../text";
import { download } from "./download";
import { Safety } from "./Safety";

export function Session(props: { name: string; source: "camera" | "self-reported" }) {
  const [passed, setPassed] = useState(() => safetyPassed() !== null);
  const leave = (): void => go({ page: "guide", name: props.name }, "replace");
  if (passed) return <Coach {...props} onLeave={leave} />;
  const pass = (): void => {
    passSafety(new Date());
    setPassed(true);
    window.scrollTo(0, 0);
  };
  return <Safety onPass={pass} onLeave={leave} />;
}

/** The coach is big, so the other pages do not load it. */
async function load(name: string) {
  const [guide, { SessionPage }] = await Promise.all([api.guide(name), import("../session/SessionPage")]);
  return { guide, SessionPage };
}

/** Neither kept nor sent: the person can still take the file. */
function NotSaved({ session }: { session: SavedSession }) {
  return (
    <div class="stack text">
      <Heading text={t("saving.lost_title")} />
      <p>{t("saving.lost")}</p>
      <div class="buttons">
        <button type="button" class="primary" onClick={() => download(`unhunch-${session.session.id}.json`, session)}>
          {t("end.download")}
        </button>
      </div>
    </div>
  );
}

function Coach({ name, source, onLeave }: { name: string; source: "camera" | "self-reported"; onLeave: () => void }) {
  const [loaded, again] = useLoaded(() => load(name), name);
  const [lost, setLost] = useState<SavedSession | null>(null);
  if (lost) return <NotSaved session={lost} />;
  if (loaded.state !== "ready") return <Waiting on={loaded} again={again} />;
  const { guide, SessionPage } = loaded.value;
  return (
    <SessionPage
      guide={guide}
      source={source}
      onLeave={onLeave}
      onEnd={({ report, facts }) => {
        const session: SavedSession = { ...report, session: facts };
        saveSession(session).then(
          () => go({ page: "end", id: facts.id }, "replace"),
          () => setLost(session),
        );
      }}
    />
  );
}
