/** Title, author and source of the guide, to be mended. */
import { useState } from "preact/hooks";

import { langOf, t } from "../text";
import type { Field, View } from "./protocol";

const FIELDS: readonly Field[] = ["title", "author", "source"];

export function HeadFields({ view, onWrite }: { view: View; onWrite: (field: Field, text: string) => void }) {
  return (
    <section class="card stack" aria-labelledby="head-title">
      <h3 id="head-title">{t("article.head_title")}</h3>
      <div class="head-fields">
        {FIELDS.map((field) => (
          <OneField key={field} field={field} value={view[field]} lang={langOf(view.language)} onWrite={(text) => onWrite(field, text)} />
        ))}
      </div>
    </section>
  );
}

/** What is typed stands at once; the guide follows. */
function OneField({ field, value, lang, onWrite }: { field: Field; value: string; lang: string | undefined; onWrite: (text: string) => void }) {
  const [text, setText] = useState(value);
  return (
    <label class="head-field">
      {t(`article.field.${field}`)}
      <input
        type="text"
        value={text}
        lang={lang}
        placeholder={t("article.field.none")}
        autocomplete="off"
        maxLength={300}
        onInput={(event) => {
          setText(event.currentTarget.value);
          onWrite(event.currentTarget.value);
        }}
      />
    </label>
  );
}
