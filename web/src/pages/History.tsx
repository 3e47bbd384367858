/** All sessions by day, with those that still wait for the program. */
import { useEffect, useState } from "preact/hooks";

import { Confirm } from "../app/Confirm";
import { Heading } from "../app/Heading";
import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { useToday } from "../app/useToday";
import { Waiting } from "../app/Waiting";
import type { SavedSession } from "../session/protocol";
import { api } from "../store/api";
import { ownGuides } from "../store/ownGuides";
import { deleteAllSessions, deleteSession, type Listed, listSessions, useOutbox } from "../store/sessions";
import { t, tenthsText, writtenDay, writtenMoment, writtenTime } from "../text";
import { dayBefore, dayOf } from "../text/when";
import { Damaged } from "./Damaged";
import { download } from "./download";
import { doneCount, readable, skippedCount } from "./summary";

async function load(): Promise<{ sessions: Listed[]; whole: boolean; titles: Map<string, string> }> {
  const [listed, guides, own] = await Promise.all([listSessions(), api.guides().catch(() => []), ownGuides.list().catch(() => [])]);
  return { ...listed, titles: new Map([...own, ...guides].map((guide) => [guide.name, guide.title])) };
}

export function History() {
  const [loaded, again] = useLoaded(load, "history");
  const box = useOutbox();
  const today = useToday();
  const [doomed, setDoomed] = useState<SavedSession | "all" | null>(null);
  const [said, setSaid] = useState("");
  const [deletions, setDeletions] = useState(0);

  // What was sent meanwhile is no longer marked as waiting.
  const waiting = box?.parcels.length;
  useEffect(() => {
    if (waiting !== undefined) again();
  }, [waiting]);

  if (loaded.state !== "ready") return <Waiting on={loaded} again={again} />;
  const { sessions, whole, titles } = loaded.value;

  const remove = async (): Promise<void> => {
    const what = doomed;
    setDoomed(null);
    if (what === null) return;
    try {
      if (what === "all") await deleteAllSessions();
      else await deleteSession(what.session.id);
      setSaid(t("history.deleted"));
    } catch {
      setSaid(t("history.delete_failed"));
    }
    // What can't be read is deleted with all the others.
    setDeletions((before) => before + 1);
    again();
  };

  return (
    <div class="stack text">
      <div>
        <Heading text={t("history.title")} />
        <p class="quiet">{t("history.lead")}</p>
      </div>
      {!whole && <p class="card notice">{t("history.only_waiting")}</p>}
      <Damaged key={deletions} of="sessions" />
      {sessions.length === 0 && whole && <Empty />}
      {days(sessions).map(([day, ofDay]) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} class="day">
            {dayName(day, today, ofDay[0]?.session.session.started_at ?? day)}
          </h2>
          <ul class="sessions">
            {ofDay.map((one) => (
              <Item key={one.session.session.id} one={one} titles={titles} onDelete={() => setDoomed(one.session)} />
            ))}
          </ul>
        </section>
      ))}
      <p class="small" role="status">
        {said}
      </p>
      {sessions.length > 0 && (
        <div class="buttons">
          <button
            type="button"
            onClick={() =>
              download(
                "unhunch-sessions.json",
                sessions.map((one) => one.session),
              )
            }
          >
            {t("history.download")}
          </button>
          <button type="button" class="danger" onClick={() => setDoomed("all")}>
            {t("history.delete_all")}
          </button>
        </div>
      )}
      {doomed && (
        <Confirm
          title={doomed === "all" ? t("history.delete_all_sure") : t("history.delete_one_sure")}
          text={
            doomed === "all"
              ? whole
                ? t("history.delete_all_text", { count: sessions.length })
                : t("history.delete_all_unknown")
              : t("history.delete_one_text", { date: writtenMoment(doomed.session.started_at) })
          }
          yes={doomed === "all" ? t("history.delete_all") : t("history.delete_one")}
          onYes={() => void remove()}
          onNo={() => setDoomed(null)}
        />
      )}
    </div>
  );
}

function Empty() {
  return (
    <div class="card stack">
      <h2>{t("history.empty_title")}</h2>
      <p>{t("history.empty")}</p>
      <div class="buttons">
        <a class="button primary" href="/">
          {t("history.empty_do")}
        </a>
      </div>
    </div>
  );
}

function Item({ one, titles, onDelete }: { one: Listed; titles: Map<string, string>; onDelete: () => void }) {
  const { session, state } = one;
  const facts = session.session;
  const skipped = skippedCount(session);
  const notes = [
    facts.ending === "stopped" ? t("history.stopped") : doneText(session),
    ...(skipped > 0 ? [t("history.skipped", { count: skipped })] : []),
    ...(facts.source === "self-reported" ? [t("history.clock")] : []),
    ...(facts.ending === "ended_early" ? [t("history.early")] : []),
  ];
  return (
    <li class="card">
      <div>
        <a href={pathOf({ page: "end", id: facts.id })}>
          <time dateTime={facts.started_at}>{writtenTime(facts.started_at)}</time> <span>{titles.get(session.guide.name) ?? readable(session.guide.name)}</span>
        </a>
        <p class="quiet small">{notes.join(" · ")}</p>
        {state !== "saved" && <p class="tag small">{state === "waiting" ? t("history.waiting") : t("history.refused")}</p>}
      </div>
      <button type="button" aria-label={t("history.delete_named", { date: writtenMoment(facts.started_at) })} onClick={onDelete}>
        {t("history.delete_one")}
      </button>
    </li>
  );
}

/** What was done of a session, in a few words; what is nothing is not counted out to anybody. */
export function doneText(session: SavedSession): string {
  const [done, count] = [doneCount(session), session.steps.length];
  if (done === count && done > 0) return t("history.all");
  if (done > 0) return t("history.summary", { done, count });
  const held = session.steps.reduce((sum, step) => sum + step.hold_s, 0);
  return held >= 1 ? t("history.held", { seconds: tenthsText(Math.round(held)) }) : t("history.begun");
}

/** Sessions, the newest first, put together by the day they began on where the person was. */
function days(sessions: Listed[]): [string, Listed[]][] {
  const found = new Map<string, Listed[]>();
  for (const one of sessions) {
    const day = dayOf(one.session.session.started_at);
    found.set(day, [...(found.get(day) ?? []), one]);
  }
  return [...found];
}

function dayName(day: string, today: string, startedAt: string): string {
  if (day === today) return t("history.today");
  if (day === dayBefore(today)) return t("history.yesterday");
  return writtenDay(startedAt);
}
