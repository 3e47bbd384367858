/** "Yours" on the page of guides: what the person wrote, and the way to write another. */
import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { Damaged } from "../pages/Damaged";
import { GuideFacts } from "../pages/GuideFacts";
import { ownGuides, type OwnCard } from "../store/ownGuides";
import { t } from "../text";
import "./own.css";

export function OwnGuides() {
  const [own] = useLoaded(ownGuides.list, "own");
  const cards = own.state === "ready" ? own.value : [];
  return (
    <section class="own" aria-labelledby="own">
      <div class="own-head">
        <div>
          <h2 id="own">{t("editor.mine_title")}</h2>
          {cards.length === 0 && <p class="quiet">{t("editor.mine_empty")}</p>}
        </div>
        <div class="buttons">
          <a class="button" href={pathOf({ page: "edit", name: null })}>
            {t("editor.mine_new")}
          </a>
          <a class="button" href={pathOf({ page: "article" })}>
            {t("article.link")}
          </a>
        </div>
      </div>
      <Damaged of="own-guides" />
      {cards.length > 0 && (
        <ul class="cards">
          {cards.map((card) => (
            <li key={card.name}>
              <Card card={card} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Card({ card }: { card: OwnCard }) {
  const title = card.title || t("editor.mine_untitled");
  const edit = pathOf({ page: "edit", name: card.name });
  return (
    <article class="card guide-card">
      <div class="guide-card-text">
        <h3>
          <a href={card.has_mistakes ? edit : pathOf({ page: "guide", name: card.name })}>{title}</a>
        </h3>
        {card.has_mistakes ? <p class="unfinished small">{t("editor.mine_unfinished")}</p> : <GuideFacts steps={card.steps} of={card} />}
        {card.summary[0] && <p class="own-summary">{card.summary[0]}</p>}
        <a class="own-edit small" href={edit} aria-label={t("editor.mine_edit_named", { title })}>
          {t("editor.mine_edit")}
        </a>
      </div>
    </article>
  );
}
