/** All that the person has here, to take along or to delete: sessions, guides and ratings. */
import { useState } from "preact/hooks";

import { Confirm } from "../app/Confirm";
import { download } from "../pages/download";
import { api } from "../store/api";
import { ownGuides } from "../store/ownGuides";
import { deleteAllSessions, listSessions } from "../store/sessions";
import { t } from "../text";

export function Everything() {
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const say = async (task: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await task();
      setSaid(done);
    } catch {
      setSaid(t("editor.all.failed"));
    }
  };
  const takeAlong = async (): Promise<void> => {
    const [listed, guides, ratings] = await Promise.all([listSessions(), ownGuides.all(), api.ratings()]);
    if (!listed.whole) throw new Error("the program did not give all sessions");
    download("unhunch.json", { sessions: listed.sessions.map((one) => one.session), guides, ratings });
  };
  const remove = async (): Promise<void> => {
    setAsking(false);
    await ownGuides.deleteAll();
    await api.deleteRatings();
    await deleteAllSessions();
  };
  return (
    <>
      <div class="buttons">
        <a class="button" href="/history">
          {t("app.history")}
        </a>
        <button type="button" onClick={() => void say(takeAlong, "")}>
          {t("editor.all.download")}
        </button>
        <button type="button" class="danger" onClick={() => setAsking(true)}>
          {t("editor.all.delete")}
        </button>
      </div>
      <p class="small" role="status">
        {said}
      </p>
      {asking && (
        <Confirm
          title={t("editor.all.delete_sure")}
          text={t("editor.all.delete_text")}
          yes={t("editor.all.delete")}
          onYes={() => void say(remove, t("editor.all.deleted"))}
          onNo={() => setAsking(false)}
        />
      )}
    </>
  );
}
