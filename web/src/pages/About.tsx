/** What it is, what it is not, what happens to the picture, whose work is in it. */
import { Heading } from "../app/Heading";
import { useLoaded } from "../app/useLoaded";
import { api } from "../store/api";
import { PAGE_VERSION } from "../store/edition";
import { t } from "../text";

export function About() {
  const [about] = useLoaded(api.about, "about");
  return (
    <div class="stack text">
      <Heading text={t("about.title")} />
      <section class="card stack">
        <h2>{t("about.does_title")}</h2>
        <p>{t("about.does")}</p>
      </section>
      <section class="card stack">
        <h2>{t("about.not_title")}</h2>
        <ul>
          <li>{t("about.not.medical")}</li>
          <li>{t("about.not.estimate")}</li>
          <li>{t("about.not.unseen")}</li>
          <li>{t("about.not.ask")}</li>
        </ul>
      </section>
      <section class="card stack">
        <h2>{t("about.privacy_title")}</h2>
        <ul>
          <li>{t("about.privacy.tab")}</li>
          <li>{t("about.privacy.result")}</li>
          <li>{t("about.privacy.nobody")}</li>
        </ul>
      </section>
      <section class="card stack">
        <h2>{t("about.licences_title")}</h2>
        <p>{t("about.own")}</p>
        <p>{t("about.models")}</p>
        <p>{t("about.page")}</p>
      </section>
      <section class="card stack">
        <h2>{t("about.version_title")}</h2>
        <p>{t("about.version_page", { version: PAGE_VERSION })}</p>
        {about.state === "ready" && <p>{t("about.version_program", { version: about.value.version })}</p>}
        {about.state === "ready" && about.value.version !== PAGE_VERSION && <p class="card notice">{t("about.version_differs")}</p>}
        {about.state === "failed" && <p class="quiet">{t("about.version_unknown")}</p>}
      </section>
    </div>
  );
}
