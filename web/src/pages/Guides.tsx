/** All guides, as cards. */
import { OwnGuides } from "../editor/OwnGuides";
import { Heading } from "../app/Heading";
import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { Waiting } from "../app/Waiting";
import type { GuideCard } from "../session/protocol";
import { api } from "../store/api";
import { Figure } from "../figure/Figure";
import { langOf, language, t } from "../text";
import { GuideFacts } from "./GuideFacts";

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
export function Card({ guide }: { guide: GuideCard }) {
  return (
    <article class="card guide-card">
      <Figure of={guide.figure} moves={false} />
      <div class="guide-card-text" lang={langOf(guide.language)}>
        <h2>
          <a href={pathOf({ page: "guide", name: guide.name })}>{guide.title}</a>
        </h2>
        <div lang={language}>
          <GuideFacts steps={guide.steps} of={guide} />
        </div>
        {guide.summary[0] && <p>{guide.summary[0]}</p>}
      </div>
    </article>
  );
}
