/** Share, print, download: the guide leaves the page as the person wants it. */
import { useState } from "preact/hooks";

import type { GuidePage } from "../session/protocol";
import { t } from "../text";
import { downloadText } from "./download";

export function TakeWithYou({ guide }: { guide: GuidePage }) {
  const [said, setSaid] = useState("");
  const share = async (): Promise<void> => {
    try {
      setSaid((await shareGuide(guide)) === "shared" ? t("guide.shared") : t("guide.copied"));
    } catch (error) {
      // Whoever closes the browser's sharing window has changed their mind.
      const changed = error instanceof DOMException && error.name === "AbortError";
      setSaid(changed ? "" : t("guide.not_shared"));
    }
  };
  return (
    <section class="stack take no-print" aria-labelledby="take">
      <h2 id="take">{t("guide.take_title")}</h2>
      <div class="buttons">
        <button type="button" onClick={() => void share()}>
          {t("guide.share")}
        </button>
        <button type="button" onClick={() => window.print()}>
          {t("guide.print")}
        </button>
        <button type="button" onClick={() => downloadText(fileName(guide), guide.text, "text/markdown")}>
          {t("guide.download")}
        </button>
      </div>
      <p class="small" role="status">
        {said}
      </p>
    </section>
  );
}

/** As translations are called: "upper-back.de.md" beside "upper-back.md". */
export function fileName(guide: Pick<GuidePage, "name" | "language" | "languages">): string {
  const original = guide.language === (guide.languages[0] ?? guide.language);
  return original ? `${guide.name}.md` : `${guide.name}.${guide.language}.md`;
}

/**
 * Where the browser can share files it shares the guide's own: the address of this page is of use on this computer only.
 *
 * @throws when the browser can neither share nor copy, or the person closes its window.
 */
async function shareGuide(guide: GuidePage): Promise<"shared" | "copied"> {
  const address = location.href.replace(/#.*$/, "");
  // Missing where the page is neither of this computer nor over https.
  if ("share" in navigator) {
    const file = new File([guide.text], fileName(guide), { type: "text/markdown" });
    const whole = { title: guide.title, files: [file] };
    await navigator.share(navigator.canShare?.(whole) ? whole : { title: guide.title, url: address });
    return "shared";
  }
  await (navigator as Navigator).clipboard.writeText(address);
  return "copied";
}
