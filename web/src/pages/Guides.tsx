/** Home: what was done last and can be done again, then all guides as cards on their shelves, then the person's own. */
import { OwnGuides } from "../editor/OwnGuides";
import { Heading } from "../app/Heading";
import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { useToday } from "../app/useToday";
import { Waiting } from "../app/Waiting";
import { Figure } from "../figure/Figure";
import { faces, partsOf } from "../figure/parts";
import type { GuideCard, GuideFigure } from "../session/protocol";
import { api } from "../store/api";
import { ownGuides } from "../store/ownGuides";
import { type ListedLine, listLines } from "../store/sessions";
import { langOf, language, listText, t, writtenDay, writtenTime } from "../text";
import { dayBefore, dayOf } from "../text/when";
import { CardFacts } from "./GuideFacts";
import { doneText } from "./SessionList";
import { onShelves } from "./shelves";

interface Home {
  guides: GuideCard[];
  last: Last | null;
}

/** What was done last, of a guide that is still here. */
interface Last {
  session: ListedLine;
  guide: Pick<GuideCard, "name" | "title" | "language" | "figure" | "session_minutes">;
}

/** All at once: what comes later would push the cards away under a finger. */
async function load(): Promise<Home> {
  const [guides, { lines }] = await Promise.all([api.guides(), listLines(1).catch(() => ({ lines: [] }))]);
  const session = lines[0];
  // Whoever stopped because it hurt is not asked to go on.
  if (!session || session.ending === "stopped") return { guides, last: null };
  const named = (guide: { name: string }): boolean => guide.name === session.guide;
  const guide = guides.find(named) ?? (await ownGuides.list().catch(() => [])).find((own) => named(own) && !own.has_mistakes);
  return { guides, last: guide ? { session, guide } : null };
}

export function Guides() {
  const [home, again] = useLoaded(load, "guides");
  if (home.state !== "ready") return <Waiting on={home} again={again} />;
  const { guides, last } = home.value;
  return (
    <>
      <div class="lead">
        <Heading text={t("guides.title")} />
        <p class="quiet">{guides.length > 0 ? t("guides.lead") : t("guides.empty")}</p>
      </div>
      {last && <OnceMore last={last} />}
      {onShelves(guides).map((shelf) => (
        <section key={shelf.name} class="shelf" aria-labelledby={`shelf-${shelf.name}`}>
          <h2 id={`shelf-${shelf.name}`}>{t(`shelf.${shelf.name}`)}</h2>
          <Cards guides={shelf.guides} title="h3" />
        </section>
      ))}
      <OwnGuides />
    </>
  );
}

/** Again in one press, the way it was done last: with the camera or without. */
function OnceMore({ last: { session, guide } }: { last: Last }) {
  const today = useToday();
  const { id, started_at, source } = session;
  const day = dayOf(started_at);
  const time = writtenTime(started_at);
  let when = t("home.on_day", { day: writtenDay(started_at), time });
  if (day === today) when = t("home.today", { time });
  else if (day === dayBefore(today)) when = t("home.yesterday", { time });
  return (
    <section class="card once-more" aria-labelledby="once-more">
      <Figure of={guide.figure} moves={false} />
      <div class="once-more-text">
        <p class="quiet small">{when}</p>
        <h2 id="once-more" lang={langOf(guide.language)}>
          {guide.title}
        </h2>
        <p class="quiet small">
          <a class="alone" href={pathOf({ page: "end", id })}>{doneText(session)}</a>
        </p>
      </div>
      <a class="button primary" href={pathOf({ page: "session", name: guide.name, source })} aria-describedby="once-more">
        {source === "camera" ? t("home.again") : t("home.again_clock")}
      </a>
    </section>
  );
}

/** Cards that can be told from each other: each has the drawing in which it differs most from those before it. */
export function Cards({ guides, title }: { guides: readonly GuideCard[]; title: "h2" | "h3" }) {
  const drawings = faces(guides.map(figuresOf));
  return (
    <ul class="cards">
      {guides.map((guide, index) => (
        <li key={guide.name}>
          <Card guide={guide} drawing={drawings[index] ?? null} title={title} />
        </li>
      ))}
    </ul>
  );
}

/** What was kept for offline use may come from a program that gave one figure only. */
const figuresOf = (guide: GuideCard): readonly GuideFigure[] => guide.figures ?? [guide.figure];

/** Of its parts, a card names so many. */
const MOST_PARTS = 3;

/** The link covers the card, so that all of it can be pressed, and is read as the title only. */
function Card({ guide, drawing, title: Title }: { guide: GuideCard; drawing: GuideFigure | null; title: "h2" | "h3" }) {
  const parts = partsOf(figuresOf(guide)).slice(0, MOST_PARTS);
  return (
    <article class="card guide-card" data-part={drawing ? partsOf([drawing])[0] : undefined}>
      {drawing && <Figure of={drawing} moves={false} />}
      <div class="guide-card-text" lang={langOf(guide.language)}>
        <p class="guide-card-kind small" lang={language}>
          <span>{listText(parts.map((part) => t(`part.${part}`)))}</span> <span>{t("facts.minutes", { minutes: guide.session_minutes }).replaceAll(" ", "\u00a0")}</span>
        </p>
        <Title>
          <a href={pathOf({ page: "guide", name: guide.name })}>{guide.title}</a>
        </Title>
        <div lang={language}>
          <CardFacts of={guide} />
        </div>
        {guide.summary[0] && <p>{guide.summary[0]}</p>}
      </div>
    </article>
  );
}
