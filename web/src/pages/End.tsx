/** One session: right after it ended, and later from the history. */
import { useEffect, useState } from "preact/hooks";

import { Heading } from "../app/Heading";
import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { Waiting } from "../app/Waiting";
import type { Answer, Feedback, GuidePage, SavedSession } from "../session/protocol";
import { api } from "../store/api";
import { loadSession, saveSession, useSaving } from "../store/sessions";
import { momentText, t } from "../text";
import { download } from "./download";
import { AskAgain, Questions } from "./Feedback";
import { NotFound } from "./NotFound";
import { StopRule } from "./Safety";
import { doneCount, type NextThing, nextThing, titleOf } from "./summary";
import { Steps } from "./Steps";

/** For so long a session is "just now", and the page greets; afterwards it names the day. */
const FRESH_MS = 10 * 60_000;

interface Shown {
  session: SavedSession;
  /** Null when it cannot be had: titles are then the steps' short names. */
  guide: GuidePage | null;
}

async function load(id: string): Promise<Shown | null> {
  const session = await loadSession(id);
  if (!session) return null;
  return { session, guide: await api.guide(session.guide.name).catch(() => null) };
}

export function End({ id }: { id: string }) {
  const [loaded, again] = useLoaded(() => load(id), id);
  if (loaded.state !== "ready") return <Waiting on={loaded} again={again} />;
  if (!loaded.value) return <NotFound title={t("end.gone_title")} text={t("end.gone")} />;
  return <Ended {...loaded.value} />;
}

function Ended({ session: loaded, guide }: Shown) {
  const [session, setSession] = useState(loaded);
  const facts = session.session;
  const stopped = facts.ending === "stopped";

  const change = (part: { answers?: Answer[]; feedback?: Feedback }): void => {
    const next = { ...session, session: { ...facts, ...part } };
    setSession(next);
    void saveSession(next);
  };

  return (
    <div class="end stack text" data-session data-phase={stopped ? "stopped" : "done"}>
      <div>
        <Title session={session} />
        <p class="quiet small">{[...(guide ? [guide.title] : []), momentText(new Date(facts.started_at))].join(" · ")}</p>
      </div>
      {stopped ? <Stopped /> : <Result session={session} guide={guide} />}
      {!stopped && facts.answers.length > 0 && <AskAgain answers={facts.answers} guide={guide} onChange={(answers) => change({ answers })} />}
      <Questions feedback={facts.feedback} painOnly={stopped} onChange={(feedback) => change({ feedback })} />
      <SavingLine session={session} />
      <div class="buttons">
        {guide && (
          <a class="button" href={pathOf({ page: "guide", name: guide.name })}>
            {t("end.again")}
          </a>
        )}
        <a class="button" href="/history">
          {t("end.to_history")}
        </a>
        <button type="button" onClick={() => download(`unhunch-${facts.id}.json`, session)}>
          {t("end.download")}
        </button>
      </div>
    </div>
  );
}

function Title({ session }: { session: SavedSession }) {
  const facts = session.session;
  const [fresh] = useState(() => Date.now() - Date.parse(facts.started_at) - lengthMs(session) < FRESH_MS);
  if (!fresh) return <Heading text={t("end.page_title")} />;
  let text = doneCount(session) === session.steps.length ? t("end.title") : t("end.title_part");
  if (facts.ending === "stopped") text = t("end.title_stopped");
  else if (facts.ending === "ended_early") text = t("end.title_early");
  else if (facts.source === "self-reported") text = t("end.title_clock");
  return <Heading text={text} tab={t("end.page_title")} />;
}

/** How long the session took, as far as the report says. */
function lengthMs(session: SavedSession): number {
  return 1000 * (session.video?.duration_s ?? session.events.at(-1)?.at_s ?? 0);
}

function Stopped() {
  return (
    <section class="card stack">
      <p>{t("end.stopped")}</p>
      <StopRule />
      <p>{t("safety.after")}</p>
      <p>{t("safety.emergency")}</p>
    </section>
  );
}

function Result({ session, guide }: Shown) {
  const facts = session.session;
  const next = nextThing(session);
  return (
    <>
      {facts.source === "self-reported" ? (
        <p>{t("end.lead_clock")}</p>
      ) : (
        <p>
          {t("end.lead", { count: session.steps.length, done: doneCount(session) })} {facts.ending === "ended_early" && t("end.lead_early")}
        </p>
      )}
      {session.no_neutral && <p>{t("end.no_neutral")}</p>}
      {next && (
        <section class="card next" aria-labelledby="next">
          <h2 id="next">{t("end.next_title")}</h2>
          <Next thing={next} guide={guide} />
        </section>
      )}
      {session.steps.length > 0 && (
        <section aria-labelledby="what" class="stack">
          <h2 id="what">{t("end.done_title")}</h2>
          <Steps session={session} guide={guide} />
        </section>
      )}
    </>
  );
}

function Next({ thing, guide }: { thing: NextThing; guide: GuidePage | null }) {
  const title = "step" in thing ? titleOf(thing.step, guide, (side) => t(`end.side.${side}`)) : "";
  switch (thing.kind) {
    case "guard":
      return (
        <>
          <p>{t("end.next_guard", { sentence: thing.sentence })}</p>
          <p class="quiet small">{t("end.next_guard_when", { step: title, seconds: Math.round(thing.broken_s * 10) / 10 })}</p>
        </>
      );
    case "step":
      return <p>{t("end.next_step", { step: title })}</p>;
    case "unseen":
      return <p>{t("end.next_unseen", { step: title })}</p>;
    case "clock":
      return <p>{t("end.next_clock")}</p>;
    case "praise":
      return <p>{t("end.next_praise")}</p>;
  }
}

/** One line: whether the session has reached the program. */
function SavingLine({ session }: { session: SavedSession }) {
  const saving = useSaving(session.session.id);
  const [text, setText] = useState("");
  useEffect(() => {
    if (!saving) return;
    if (saving.state === "saved") setText(t("saving.saved"));
    else if (saving.state === "sending") setText(t("saving.sending"));
    else if (saving.state === "refused") setText(t("saving.refused", { status: saving.status }));
    else setText(saving.lasting ? t("saving.waiting") : t("saving.in_tab"));
  }, [saving?.state]);
  return (
    <p class="saving small" role="status" data-saving={saving?.state}>
      {text}
    </p>
  );
}
