/** One session: right after it ended, and later from the history. */
import { useEffect, useState } from "preact/hooks";

import { Heading } from "../app/Heading";
import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { useNow } from "../app/useToday";
import { Waiting } from "../app/Waiting";
import type { Answer, Feedback, GuidePage, Next, SavedSession, Side } from "../session/protocol";
import { api } from "../store/api";
import { loadSession, saveSession, useSaving } from "../store/sessions";
import { lengthText, t, tenthsText, writtenMoment } from "../text";
import { download } from "./download";
import { AskAgain, Questions } from "./Feedback";
import { NotFound } from "./NotFound";
import { StopRule } from "./Safety";
import { doneCount, type Good, goodOf, isSkipped, lengthOf, titleOf } from "./summary";
import { Steps } from "./Steps";

/** For so long a session is "just now", and the page greets; afterwards it names the day. */
const FRESH_MS = 10 * 60_000;

interface Shown {
  session: SavedSession;
  /** Null when it cannot be had: titles are then made of the steps' ids. */
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
    <div class="stack text" data-session data-phase={stopped ? "stopped" : "done"}>
      <div>
        <Title session={session} />
        <p class="quiet small">{[...(guide ? [guide.title] : []), writtenMoment(facts.started_at)].join(" · ")}</p>
      </div>
      {stopped ? <Stopped /> : <Result session={session} guide={guide} />}
      {!stopped && facts.answers.length > 0 && <AskAgain answers={facts.answers} guide={guide} onChange={(answers) => change({ answers })} />}
      <Questions feedback={facts.feedback} painOnly={stopped} onChange={(feedback) => change({ feedback })} />
      <SavingLine session={session} />
      <div class="buttons">
        {guide && <Again guide={guide} session={session} />}
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

/** The way it was done; whoever stopped because it hurt comes to the guide first. */
function Again({ guide, session }: { guide: GuidePage; session: SavedSession }) {
  const { ending, source } = session.session;
  if (ending === "stopped") {
    return (
      <a class="button" href={pathOf({ page: "guide", name: guide.name })}>
        {t("end.to_guide")}
      </a>
    );
  }
  return (
    <a class="button" href={pathOf({ page: "session", name: guide.name, source })}>
      {t("end.again")}
    </a>
  );
}

function Title({ session }: { session: SavedSession }) {
  const facts = session.session;
  const now = useNow();
  const fresh = now.getTime() - Date.parse(facts.started_at) - 1000 * lengthOf(session) < FRESH_MS;
  if (!fresh) return <Heading text={t("end.page_title")} />;
  let text = doneCount(session) === session.steps.length ? t("end.title") : t("end.title_part");
  if (facts.ending === "stopped") text = t("end.title_stopped");
  else if (facts.ending === "ended_early") text = t("end.title_early");
  else if (facts.source === "self-reported") text = t("end.title_clock");
  return <Heading text={text} tab={t("end.page_title")} />;
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
  return (
    <>
      <section class="went-well" aria-labelledby="good">
        <h2 id="good">{t("end.good_title")}</h2>
        <ul>
          {goodOf(session).map((good) => (
            <li key={good.kind}>{goodText(good, session, guide)}</li>
          ))}
        </ul>
        {facts.ending === "ended_early" && <p>{t("end.lead_early")}</p>}
        {facts.source === "self-reported" && <p class="quiet small">{t("end.lead_clock")}</p>}
      </section>
      {session.no_neutral && <p>{t("end.no_neutral")}</p>}
      {session.next && (
        <section class="card next" aria-labelledby="next">
          <h2 id="next">{t("end.next_title")}</h2>
          <NextTime next={session.next} session={session} guide={guide} />
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

const sideText = (side: Side): string => t(`end.side.${side}`);

function goodText(good: Good, session: SavedSession, guide: GuidePage | null): string {
  const self = session.session.source === "self-reported";
  switch (good.kind) {
    case "all":
      return t(self ? "end.good.all_clock" : "end.good.all");
    case "parts":
      return t("end.good.parts", { count: good.done, all: good.count });
    case "held":
      return t("end.good.held", { step: titleOf(good.step, guide, sideText), seconds: tenthsText(good.step.hold_s) });
    case "kept":
      return t("end.good.kept", { sentence: good.sentence });
    case "tried":
      return t("end.good.tried", { length: lengthText(good.seconds) });
    case "began":
      return t("end.good.began");
  }
}

function NextTime({ next, session, guide }: { next: Next; session: SavedSession; guide: GuidePage | null }) {
  if (next.kind === "sit_still") return <p>{t("end.next.sit_still")}</p>;
  if (next.kind === "watched") return <p>{t("end.next.watched")}</p>;
  if (next.kind === "same") return <p>{t("end.next.same")}</p>;
  const step = titleOf(next, guide, sideText);
  switch (next.kind) {
    case "keep":
      return (
        <>
          <p>{t("end.next.keep", { sentence: next.sentence })}</p>
          <p class="quiet small">{t("end.next.keep_when", { step, seconds: tenthsText(next.broken_s) })}</p>
        </>
      );
    case "reach":
      return (
        <>
          <p>{t("end.next.reach", { sentence: next.sentence })}</p>
          <p class="quiet small">{step}</p>
        </>
      );
    case "hold":
      return <p>{t("end.next.hold", { step, count: Math.ceil(next.missing_s) })}</p>;
    case "repeat":
      return <p>{t("end.next.repeat", { step, count: next.missing })}</p>;
    case "show":
      return <p>{t("end.next.show", { step })}</p>;
    case "other_side":
      return (
        <>
          <p>{t("end.next.other_side", { step })}</p>
          <p class="quiet small">{t("end.next.other_side_mirror")}</p>
        </>
      );
    case "finish":
      return <p>{t(isSkipped(session, next) ? "end.next.skipped" : "end.next.finish", { step })}</p>;
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
    else if (saving.full) setText(saving.lasting ? t("saving.full") : t("saving.full_in_tab"));
    else setText(saving.lasting ? t("saving.waiting") : t("saving.in_tab"));
  }, [saving?.state, saving && "full" in saving && saving.full]);
  return (
    <p class="saving small" role="status" data-saving={saving?.state}>
      {text}
    </p>
  );
}
