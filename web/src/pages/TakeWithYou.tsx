/** Share, print, download: the guide leaves the page as the person wants it. */
import { useState } from "preact/hooks";

import type { GuidePage } from "../session/protocol";
import { t } from "../text";
import { downloadText } from "./download";

export function TakeWithYou({ guide }: { guide: GuidePage }) {
  const [said, setSaid] = useState("");
  const share = async (): Promise<void> => {
    try {
      setSaid(t(`guide.${await shareGuide(guide)}`));
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
 * Gives the guide's own file where the browser can share files, else its text, else copies the text. Never the address of
 * this page: it is of use on this computer only.
 *
 * @throws when the browser can neither share nor copy, or the person closes its window.
 */
export async function shareGuide(guide: Pick<GuidePage, "name" | "title" | "text" | "language" | "languages">, browser: Navigator = navigator): Promise<"shared" | "copied"> {
  const { title, text } = guide;
  // Missing where the page is neither of this computer nor over https.
  if (typeof browser.share === "function") {
    for (const type of ["text/markdown", "text/plain"]) {
      const whole = { title, files: [new File([text], type === "text/plain" ? `${fileName(guide)}.txt` : fileName(guide), { type })] };
      // Some browsers share plain text files only.
      if (browser.canShare?.(whole)) {
        await browser.share(whole);
        return "shared";
      }
    }
    await browser.share({ title, text });
    return "shared";
  }
  await browser.clipboard.writeText(text);
  return "copied";
}
