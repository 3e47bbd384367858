/** All guides, as cards. */
import { OwnGuides } from "../editor/OwnGuides";
import { Heading } from "../app/Heading";
import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { Waiting } from "../app/Waiting";
import type { GuideCard } from "../session/protocol";
import { api } from "../store/api";
import { t } from "../text";
import { GuideFacts } from "./GuideFacts";
import { Picture } from "./Picture";

export function Guides() {
  const [guides, again] = useLoaded(api.guides, "guides");
  if (guides.state !== "ready") return <Waiting on={guides} again={again} />;
  return (
    <>
      <div class="lead">
        <Heading text={t("guides.title")} />
        <p class="quiet">{guides.value.length > 0 ? t("guides.lead") : t("guides.empty")}</p>
      </div>
      <ul class="cards">
        {guides.value.map((guide) => (
          <li key={guide.name}>
            <Card guide={guide} />
          </li>
        ))}
      </ul>
      <OwnGuides />
    </>
  );
}

/** The link covers the card, so that all of it can be pressed, and is read as the title only. */
function Card({ guide }: { guide: GuideCard }) {
  return (
    <article class="card guide-card">
      <Picture />
      <div class="guide-card-text">
        <h2>
          <a href={pathOf({ page: "guide", name: guide.name })}>{guide.title}</a>
        </h2>
        <GuideFacts steps={guide.steps} of={guide} />
        {guide.summary[0] && <p>{guide.summary[0]}</p>}
      </div>
    </article>
  );
}
