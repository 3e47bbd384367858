/** What went wrong with camera or coach, in plain words, and the ways on. */
import { t } from "../text";
import { browserKind } from "./camera";
import type { Trouble } from "./state";

export interface WaysOn {
  again: () => void;
  without: () => void;
  endEarly: () => void;
  leave: () => void;
}

export function TroubleCard({ trouble, ways }: { trouble: Trouble; ways: WaysOn }) {
  const { kind, message, begun } = trouble;
  const failed = kind === "failed";
  return (
    <div class="live-trouble" data-trouble={kind}>
      <p>{t(`session.trouble.${kind}.text`)}</p>
      {kind === "denied" && <p class="live-notice">{t(`session.trouble.denied.how.${browserKind(navigator.userAgent)}`)}</p>}
      {failed && message && <p class="live-lead">{t("session.trouble.failed.said", { message })}</p>}
      {begun && <p>{t(failed ? "session.trouble.not_kept" : "session.trouble.kept")}</p>}
      <div class="live-row">
        {failed ? (
          <button type="button" class="live-press" data-kind="primary" onClick={() => location.reload()}>
            {t("session.button.reload")}
          </button>
        ) : (
          kind !== "insecure" && (
            <button type="button" class="live-press" data-kind="primary" onClick={ways.again}>
              {t("session.button.again")}
            </button>
          )
        )}
        <button type="button" class="live-press" data-kind="usual" onClick={ways.without}>
          {t("session.button.without")}
        </button>
        {begun && !failed ? (
          <button type="button" class="live-press" data-kind="usual" onClick={ways.endEarly}>
            {t("session.button.end_early")}
          </button>
        ) : (
          <button type="button" class="live-press" data-kind="usual" onClick={ways.leave}>
            {t("session.button.back")}
          </button>
        )}
      </div>
    </div>
  );
}
