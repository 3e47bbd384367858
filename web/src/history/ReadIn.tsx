/** Reads sessions in that were downloaded here or elsewhere, and says what came of it. */
import { useState } from "preact/hooks";

import { FileButton } from "../app/FileButton";
import { RefusedError } from "../store/api";
import { type Imported, lookBack } from "../store/history";
import { langOf, t } from "../text";

/** More than a body may have. */
const TOO_LONG = 413;
/** Of those that were not taken, so many are named. */
const MOST_NAMED = 10;

export function ReadIn({ onImported }: { onImported: () => void }) {
  const [came, setCame] = useState<Imported | null>(null);
  const [working, setWorking] = useState(false);
  const [trouble, setTrouble] = useState("");
  const read = async (file: File): Promise<void> => {
    setWorking(true);
    setCame(null);
    setTrouble("");
    try {
      const imported = await lookBack.import(await file.text());
      setCame(imported);
      if (imported.new > 0) onImported();
    } catch (error) {
      const status = error instanceof RefusedError ? error.status : null;
      if (status === null) setTrouble(t("lookback.out.failed"));
      else setTrouble(t(status === TOO_LONG ? "lookback.in.too_long" : "lookback.in.no_json", { file: file.name }));
    } finally {
      setWorking(false);
    }
  };
  return (
    <article class="card stack" aria-labelledby="read-in">
      <div>
        <h3 id="read-in">{t("lookback.in.title")}</h3>
        <p class="quiet small">{t("lookback.in.lead")}</p>
      </div>
      <div class="buttons" aria-busy={working}>
        <FileButton label={t("lookback.in.open")} accept=".json,application/json" onFile={(file) => void read(file)} />
      </div>
      <div role="status">
        {working && <p class="quiet small">{t("app.loading")}</p>}
        {came && <Came of={came} />}
      </div>
      <p class="error small" role="alert">
        {trouble}
      </p>
    </article>
  );
}

function Came({ of }: { of: Imported }) {
  const refused = of.refused.slice(0, MOST_NAMED);
  return (
    <>
      <p>
        {of.new > 0 ? t("lookback.in.new", { count: of.new }) : t("lookback.in.none_new")} {of.known > 0 && t("lookback.in.known", { count: of.known })}{" "}
        {of.own_guides > 0 && t("lookback.in.guides", { count: of.own_guides })} {of.ratings > 0 && t("lookback.in.ratings", { count: of.ratings })}
      </p>
      {refused.length > 0 && (
        <>
          <p class="error">{t("lookback.in.refused", { count: of.refused.length })}</p>
          <ul class="small">
            {refused.map(({ id, why }) => (
              <li key={id}>
                <code>{id}</code> <span lang={langOf("en")}>{why}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
