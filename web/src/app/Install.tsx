/** Puts the page among the person's programs. Nothing where the browser can't, or where it is there already. */
import { useInstall } from "../store/install";
import { t } from "../text";

export function Install() {
  const install = useInstall();
  if (!install) return null;
  return (
    <section class="card stack" aria-labelledby="install">
      <h2 id="install">{t("install.title")}</h2>
      <p>{t("install.text")}</p>
      <div class="buttons">
        <button type="button" onClick={() => void install()}>
          {t("install.do")}
        </button>
      </div>
    </section>
  );
}
