/** What a new guide begins as. */
import { useState } from "preact/hooks";

import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { api } from "../store/api";
import { t } from "../text";
import { OpenFile } from "./OpenFile";
import template from "./template.md?raw";
import "./begin.css";

export function Beginnings({ onBegin }: { onBegin: (text: string) => void }) {
  const [guides] = useLoaded(api.guides, "guides");
  const [chosen, setChosen] = useState("");
  const [trouble, setTrouble] = useState("");
  const shipped = guides.state === "ready" ? guides.value : [];
  const copy = async (): Promise<void> => {
    try {
      onBegin((await api.guide(chosen || shipped[0]!.name)).text);
    } catch {
      setTrouble(t("editor.begin.copy_none"));
    }
  };
  return (
    <ul class="beginnings">
      <li class="card first">
        <h2>{t("editor.begin.template_title")}</h2>
        <p class="quiet">{t("editor.begin.template")}</p>
        <button type="button" class="primary" onClick={() => onBegin(template)}>
          {t("editor.begin.template_do")}
        </button>
      </li>
      <li class="card">
        <h2>{t("editor.begin.copy_title")}</h2>
        <p class="quiet">{guides.state === "failed" ? t("editor.begin.copy_none") : t("editor.begin.copy")}</p>
        {shipped.length > 0 && (
          <>
            <select aria-label={t("editor.begin.copy_which")} value={chosen || shipped[0]!.name} onChange={(event) => setChosen(event.currentTarget.value)}>
              {shipped.map((guide) => (
                <option key={guide.name} value={guide.name}>
                  {guide.title}
                </option>
              ))}
            </select>
            <button type="button" onClick={() => void copy()}>
              {t("editor.begin.copy_do")}
            </button>
          </>
        )}
      </li>
      <li class="card">
        <h2>{t("editor.begin.file_title")}</h2>
        <p class="quiet">{t("editor.begin.file")}</p>
        <OpenFile label={t("editor.begin.file_do")} onText={onBegin} onTrouble={setTrouble} />
      </li>
      <li class="card">
        <h2>{t("article.begin_title")}</h2>
        <p class="quiet">{t("article.begin")}</p>
        <a class="button" href={pathOf({ page: "article" })}>
          {t("article.begin_do")}
        </a>
      </li>
      <li class="card">
        <h2>{t("editor.begin.empty_title")}</h2>
        <p class="quiet">{t("editor.begin.empty")}</p>
        <button type="button" onClick={() => onBegin("")}>
          {t("editor.begin.empty_do")}
        </button>
      </li>
      <li class="trouble-line">
        <p class="error" role="alert">
          {trouble}
        </p>
      </li>
    </ul>
  );
}
