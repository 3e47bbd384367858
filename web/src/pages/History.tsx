/** What came of it all: the look back, all sessions by day, and the ways in and out. */
import { useEffect, useRef, useState } from "preact/hooks";

import { Confirm } from "../app/Confirm";
import { Heading } from "../app/Heading";
import { useLoaded } from "../app/useLoaded";
import { useToday } from "../app/useToday";
import { Waiting } from "../app/Waiting";
import { api } from "../store/api";
import { type Course, lookBack } from "../store/history";
import { ownGuides } from "../store/ownGuides";
import { deleteAllSessions, deleteSession, inOrder, type ListedLine, listLines, useOutbox } from "../store/sessions";
import { t, writtenMoment } from "../text";
import { Damaged } from "./Damaged";
import { download } from "./download";
import { SessionList } from "./SessionList";

interface Loaded {
  lines: ListedLine[];
  more: boolean;
  whole: boolean;
  /** Null where the program does not answer. */
  courses: Course[] | null;
  titles: Map<string, string>;
  pictures: typeof import("../history/LookBack");
}

async function load(): Promise<Loaded> {
  const [listed, courses, guides, own, pictures] = await Promise.all([
    listLines(),
    lookBack.courses().catch(() => null),
    api.guides().catch(() => []),
    ownGuides.list().catch(() => []),
    // They are big, so the other pages do not load them.
    import("../history/LookBack"),
  ]);
  return { ...listed, courses, titles: new Map([...own, ...guides].map((guide) => [guide.name, guide.title])), pictures };
}

export function History() {
  /** What "Show more" brought, after the first page. */
  const [older, setOlder] = useState<{ lines: ListedLine[]; more: boolean } | null>(null);
  const [loaded, again] = useLoaded(load, "history");
  const box = useOutbox();
  const today = useToday();
  const [doomed, setDoomed] = useState<ListedLine | "all" | null>(null);
  const [said, setSaid] = useState("");
  const [changes, setChanges] = useState(0);

  const changed = (): void => {
    setChanges((before) => before + 1);
    again();
  };
  // What was sent meanwhile is no longer marked as waiting, and counts.
  const waiting = box?.parcels.length;
  const looked = useRef(false);
  useEffect(() => {
    if (waiting === undefined) return;
    // What was loaded with the page has looked at the outbox itself.
    if (looked.current) changed();
    looked.current = true;
  }, [waiting]);

  if (loaded.state !== "ready") return <Waiting on={loaded} again={again} />;
  const { whole, courses, titles, pictures } = loaded.value;
  const lines = together(loaded.value.lines, older?.lines ?? []);
  const more = older?.more ?? loaded.value.more;
  const total = courses?.reduce((sum, { sessions }) => sum + sessions, 0) ?? null;
  const parcels = box?.parcels ?? [];

  const showMore = async (): Promise<void> => {
    const last = lines.findLast(({ state }) => state === "saved");
    const next = await listLines(MORE, last?.started_at);
    if (next.whole) setOlder({ lines: together(older?.lines ?? [], next.lines), more: next.more });
    else setSaid(t("lookback.failed"));
  };
  const remove = async (): Promise<void> => {
    const what = doomed;
    setDoomed(null);
    if (what === null) return;
    try {
      if (what === "all") await deleteAllSessions();
      else await deleteSession(what.id);
      setOlder(what === "all" ? null : older && { ...older, lines: older.lines.filter(({ id }) => id !== what.id) });
      setSaid(t("history.deleted"));
    } catch {
      setSaid(t("history.delete_failed"));
    }
    // What can't be read is deleted with all the others.
    changed();
  };

  return (
    <div class="stack history">
      <div>
        <Heading text={t("history.title")} />
        <p class="quiet">{t("history.lead")}</p>
      </div>
      {!whole && <p class="card notice">{t("history.only_waiting")}</p>}
      <Damaged key={changes} of="sessions" />
      {lines.length === 0 && whole && <Empty />}
      {courses !== null && courses.length > 0 && <pictures.LookBack courses={courses} titles={titles} today={today} turn={changes} />}
      {lines.length > 0 && <SessionList lines={lines} titles={titles} today={today} onDelete={setDoomed} onMore={more ? () => void showMore() : null} />}
      {whole && <pictures.TakeOut courses={courses ?? []} titles={titles} today={today} onImported={changed} />}
      <p class="small" role="status">
        {said}
      </p>
      {lines.length > 0 && (
        <div class="buttons no-print">
          {parcels.length > 0 && (
            <button
              type="button"
              onClick={() =>
                download(
                  "unhunch-sessions.json",
                  parcels.map(({ session }) => session),
                )
              }
            >
              {t("history.download_waiting")}
            </button>
          )}
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
              ? whole && total !== null
                ? t("history.delete_all_text", { count: total + parcels.length })
                : t("history.delete_all_unknown")
              : t("history.delete_one_text", { date: writtenMoment(doomed.started_at) })
          }
          yes={doomed === "all" ? t("history.delete_all") : t("history.delete_one")}
          onYes={() => void remove()}
          onNo={() => setDoomed(null)}
        />
      )}
    </div>
  );
}

/** As many more at each press. */
const MORE = 30;

/** Both lists as one, each session once; what stands in the first is newer. */
function together(first: readonly ListedLine[], second: readonly ListedLine[]): ListedLine[] {
  const known = new Set(first.map(({ id }) => id));
  return inOrder([...first, ...second.filter(({ id }) => !known.has(id))]);
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
