/** The person's ratings among their data: take them along, or delete them. */
import { useState } from "preact/hooks";

import { Confirm } from "../app/Confirm";
import { useLoaded } from "../app/useLoaded";
import { api } from "../store/api";
import { t } from "../text";
import { download } from "./download";

/** Nothing where there is no rating. */
export function RatingsData() {
  const [ratings, again] = useLoaded(api.ratings, "ratings");
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const remove = async (): Promise<void> => {
    setAsking(false);
    try {
      await api.deleteRatings();
      setSaid(t("history.deleted"));
      again();
    } catch {
      setSaid(t("history.delete_failed"));
    }
  };
  const some = ratings.state === "ready" && ratings.value.length > 0 ? ratings.value : null;
  return (
    <div class="stack">
      {some && (
        <>
          <h3>{t("settings.ratings_title")}</h3>
          <p>{t("settings.ratings", { count: some.length })}</p>
          <div class="buttons">
            <button type="button" onClick={() => download("unhunch-ratings.json", some)}>
              {t("settings.ratings_download")}
            </button>
            <button type="button" class="danger" onClick={() => setAsking(true)}>
              {t("settings.ratings_delete")}
            </button>
          </div>
        </>
      )}
      <p class="small" role="status">
        {said}
      </p>
      {asking && (
        <Confirm
          title={t("settings.ratings_sure")}
          text={t("settings.ratings_sure_text")}
          yes={t("settings.ratings_delete")}
          onYes={() => void remove()}
          onNo={() => setAsking(false)}
        />
      )}
    </div>
  );
}
