/** What is kept and can't be read: named, to be downloaded as it is, and deleted. Nothing where all is whole. */
import { useState } from "preact/hooks";

import { Confirm } from "../app/Confirm";
import { useLoaded } from "../app/useLoaded";
import { api, type DamagedRow } from "../store/api";
import { t } from "../text";
import { download } from "./download";

export function Damaged({ of }: { of: "sessions" | "own-guides" }) {
  const [loaded, again] = useLoaded(() => api.damaged(of), `damaged ${of}`);
  const [doomed, setDoomed] = useState<DamagedRow | null>(null);
  const [said, setSaid] = useState("");
  const rows = loaded.state === "ready" ? loaded.value : [];
  const heading = `damaged-${of}`;

  const keep = async (row: DamagedRow): Promise<void> => {
    try {
      download(`unhunch-${of}-${row.row}.json`, await api.damagedRow(row));
    } catch {
      setSaid(t("damaged.not_downloaded"));
    }
  };
  const remove = async (row: DamagedRow): Promise<void> => {
    setDoomed(null);
    try {
      await api.deleteDamaged(row);
      setSaid(t("history.deleted"));
    } catch {
      setSaid(t("history.delete_failed"));
    }
    again();
  };

  return (
    <>
      {rows.length > 0 && (
        <section class="card notice stack damaged" aria-labelledby={heading}>
          <h2 id={heading}>{of === "sessions" ? t("damaged.sessions", { count: rows.length }) : t("damaged.guides", { count: rows.length })}</h2>
          <p>{t("damaged.lead")}</p>
          <ul>
            {rows.map((row) => (
              <li key={row.row}>
                <p class="small">{nameOf(row)}</p>
                <div class="buttons">
                  <button type="button" aria-label={t("damaged.download_named", { name: nameOf(row) })} onClick={() => void keep(row)}>
                    {t("damaged.download")}
                  </button>
                  <button type="button" class="danger" aria-label={t("damaged.delete_named", { name: nameOf(row) })} onClick={() => setDoomed(row)}>
                    {t("history.delete_one")}
                  </button>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="small" role="status">
        {said}
      </p>
      {doomed && (
        <Confirm
          title={t("damaged.sure")}
          text={t("damaged.sure_text", { name: nameOf(doomed) })}
          yes={t("history.delete_one")}
          onYes={() => void remove(doomed)}
          onNo={() => setDoomed(null)}
        />
      )}
    </>
  );
}

/** Of most only a number is known: what they were called may be what is damaged. */
function nameOf(row: DamagedRow): string {
  return row.name ?? t("damaged.number", { number: row.row });
}
