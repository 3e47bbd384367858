/** Whoever wrote guides that are here: how many, which, and how they are rated. */
import { Heading } from "../app/Heading";
import { useLoaded } from "../app/useLoaded";
import { Waiting } from "../app/Waiting";
import type { GuideCard } from "../session/protocol";
import { api } from "../store/api";
import { t } from "../text";
import { Cards } from "./Guides";
import { NotFound } from "./NotFound";
import { ratedBy } from "./rated";
import { Summary } from "./Rating";

export function Author({ name }: { name: string }) {
  const [guides, again] = useLoaded(api.guides, "guides");
  if (guides.state !== "ready") return <Waiting on={guides} again={again} />;
  const own = guides.value.filter((guide) => guide.author === name);
  if (own.length === 0) return <NotFound title={t("author.unknown_title")} />;
  return (
    <>
      <div class="lead stack">
        <div>
          <Heading text={name} />
          <p class="quiet">{t("author.lead", { count: own.length })}</p>
        </div>
        <OfAll guides={own} />
      </div>
      <Cards guides={own} title="h2" />
    </>
  );
}

/** Nothing while the ratings are not known: the guides matter here. */
function OfAll({ guides }: { guides: readonly GuideCard[] }) {
  const [ratings] = useLoaded(api.ratings, "ratings");
  if (ratings.state !== "ready") return null;
  const own = ratings.value.filter((rating) => guides.some((guide) => guide.name === rating.guide));
  return <Summary rated={ratedBy(own.map((rating) => rating.stars))} />;
}
