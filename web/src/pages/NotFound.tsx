/** Says that there is nothing at this address, and leads home. */
import { Heading } from "../app/Heading";
import { t } from "../text";

export function NotFound({ title = t("app.not_found_title"), text = t("app.not_found") }: { title?: string; text?: string }) {
  return (
    <div class="stack text">
      <Heading text={title} />
      <p>{text}</p>
      <div class="buttons">
        <a class="button primary" href="/">
          {t("app.to_guides")}
        </a>
      </div>
    </div>
  );
}
