/** What a page shows before it has what it needs, and when it cannot get it. */
import { t } from "../text";
import { Heading } from "./Heading";
import type { Loaded } from "./useLoaded";

export function Waiting({ on, again }: { on: Exclude<Loaded<unknown>, { state: "ready" }>; again: () => void }) {
  if (on.state === "loading") {
    return (
      <p class="quiet late" role="status">
        {t("app.loading")}
      </p>
    );
  }
  return (
    <div class="stack text">
      <Heading text={t("app.offline_title")} />
      <p>{t("app.offline")}</p>
      <div class="buttons">
        <button type="button" class="primary" onClick={again}>
          {t("app.again")}
        </button>
      </div>
    </div>
  );
}
