/** The guide becomes one of the person's own, or goes to the editor. */
import { useState } from "preact/hooks";

import { go, holdPage, pathOf } from "../app/router";
import { isName, LONGEST_BYTES, nameFrom } from "../editor/document";
import { hand } from "../editor/handed";
import { troubleOf } from "../editor/trouble";
import { RefusedError } from "../store/api";
import { ownGuides } from "../store/ownGuides";
import { t } from "../text";
import type { View } from "./protocol";
import { shelf } from "./shelf";
import { refusedText } from "./words";

export function Saving({ view, onOther }: { view: View; onOther: () => void }) {
  const [saved, setSaved] = useState(shelf.saved);
  const [named, setNamed] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const [trouble, setTrouble] = useState("");
  const { guide } = view;
  const name = saved?.name ?? named ?? nameFrom(view.slug);
  const changed = guide !== saved?.text;

  const save = async (): Promise<void> => {
    if (saving || guide === null) return;
    setTrouble("");
    if (!isName(name)) return setTrouble(t("editor.name_bad"));
    if (new Blob([guide]).size > LONGEST_BYTES) return setTrouble(t("editor.too_long"));
    setSaving(true);
    try {
      const now = { name, version: await ownGuides.put(name, guide, saved?.version ?? null), text: guide };
      shelf.save(now);
      setSaved(now);
      holdPage(null);
      go({ page: "guide", name });
    } catch (error) {
      const status = error instanceof RefusedError ? error.status : null;
      if (status === 412 && saved) {
        // It is no longer the one that was kept: this becomes another.
        setSaved(null);
        setNamed(saved.name);
        setTrouble(t("article.conflict"));
      } else setTrouble(status === null ? t("article.refused.away") : await troubleOf(status, name));
    } finally {
      setSaving(false);
    }
  };
  const edit = (): void => {
    if (guide === null) return;
    if (saved && !changed) return go({ page: "edit", name: saved.name });
    hand(guide);
    go({ page: "edit", name: null });
  };
  return (
    <section class="card stack review-saving" aria-labelledby="save-title">
      <div>
        <h3 id="save-title">{t("article.save_title")}</h3>
        <p class="quiet small">{t("article.save_note")}</p>
      </div>
      {saved && (
        <p>
          {t("article.saved")} <a href={pathOf({ page: "guide", name: saved.name })}>{saved.name}</a>
        </p>
      )}
      {!saved && (
        <label class="head-field">
          <span>
            {t("editor.name")} <span class="quiet small">{t("editor.name_note")}</span>
          </span>
          <input type="text" value={name} spellcheck={false} autocomplete="off" onInput={(event) => setNamed(event.currentTarget.value)} />
        </label>
      )}
      {view.refused && <p class="error">{refusedText(view.refused)}</p>}
      <p class="error" role="alert">
        {trouble}
      </p>
      <div class="buttons">
        <button type="button" class="primary" disabled={saving || guide === null || (saved !== null && !changed)} onClick={() => void save()}>
          {saved ? t("article.save_again") : t("article.save_do")}
        </button>
        <button type="button" disabled={guide === null} onClick={edit}>
          {t("article.edit_do")}
        </button>
        <button type="button" onClick={onOther}>
          {t("article.other")}
        </button>
      </div>
    </section>
  );
}
