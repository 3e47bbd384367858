/** How to be reminded: a command of the terminal, what it does, and what it never does. */
import { useState } from "preact/hooks";

import { t } from "../text";

const INSTALL = "unhunch remind --install";

export function Reminder() {
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(INSTALL);
      setSaid(t("plan.remind.copied"));
    } catch {
      setSaid(t("plan.remind.not_copied"));
    }
  };
  return (
    <section class="card stack remind" aria-labelledby="remind">
      <h2 id="remind">{t("plan.remind.title")}</h2>
      <p>{t("plan.remind.lead")}</p>
      <p class="remind-command">
        <code>{INSTALL}</code>
        <button type="button" class="plan-small" onClick={() => void copy()}>
          {t("plan.remind.copy")}
        </button>
      </p>
      <p class="small" role="status">
        {said}
      </p>
      <ul class="small">
        <li>{t("plan.remind.does")}</li>
        <li>{t("plan.remind.never")}</li>
      </ul>
      <p class="quiet small">
        {t("plan.remind.status")} <code>unhunch remind --status</code>
        <br />
        {t("plan.remind.remove")} <code>unhunch remind --remove</code>
      </p>
    </section>
  );
}
