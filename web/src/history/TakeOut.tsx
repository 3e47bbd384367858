/** The ways out and in: files for oneself, for a therapist, for a spreadsheet; and sessions from another computer. */
import { useState } from "preact/hooks";

import { readable } from "../pages/summary";
import { RefusedError } from "../store/api";
import { type Course, type Export, lookBack } from "../store/history";
import { language, t } from "../text";
import { clockOf, dayAt } from "./days";
import { ReadIn } from "./ReadIn";

const FORMATS = ["json", "pdf", "csv", "fhir"] as const;
const TABLES = ["sessions", "steps", "rules", "answers", "ratings"] as const;

/** As spreadsheets expect it where this language is spoken. */
const USUAL_SIGNS = language === "en" ? { separator: ",", decimal: "." } : { separator: ";", decimal: "," };

interface Props {
  courses: readonly Course[];
  titles: ReadonlyMap<string, string>;
  today: string;
  onImported: () => void;
}

/** What a file is of. Days are "2026-11-30", empty where there is no end. */
interface What {
  guide: string;
  from: string;
  to: string;
}

export function TakeOut({ courses, titles, today, onImported }: Props) {
  const guides = courses.map(({ guide }) => ({ name: guide, title: titles.get(guide) ?? readable(guide) }));
  return (
    <section class="stack no-print" aria-labelledby="take-out">
      <div>
        <h2 id="take-out">{t("lookback.out.title")}</h2>
        <p class="quiet">{t("lookback.out.lead")}</p>
      </div>
      <div class="take-out-cards">
        {guides.length > 0 && <ForTherapist guides={guides} courses={courses} today={today} />}
        {guides.length > 0 && <AsFile guides={guides} />}
        <ReadIn onImported={onImported} />
      </div>
    </section>
  );
}

type Named = readonly { name: string; title: string }[];

/** Makes files one after another, and says what came of it. */
function useMaking() {
  const [said, setSaid] = useState("");
  const [working, setWorking] = useState(false);
  const make = async (...files: Export[]): Promise<void> => {
    setWorking(true);
    setSaid("");
    try {
      const made: string[] = [];
      for (const of of files) {
        const { name, file } = await lookBack.export(of);
        offer(name, file);
        made.push(name);
      }
      setSaid(t("lookback.out.made", { files: made.join(", ") }));
    } catch (error) {
      const status = error instanceof RefusedError ? error.status : null;
      setSaid(status === null ? t("lookback.out.failed") : t("lookback.out.refused", { status: String(status) }));
    } finally {
      setWorking(false);
    }
  };
  return { said, working, make };
}

function offer(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The fields of a file's guide and days; empty ones are not sent. */
const asked = ({ guide, from, to }: What): Pick<Export, "guide" | "from" | "to"> => ({ ...(guide && { guide }), ...(from && { from }), ...(to && { to }) });

function ForTherapist({ guides, courses, today }: { guides: Named; courses: readonly Course[]; today: string }) {
  const { said, working, make } = useMaking();
  const first = courses[0] ? dayAt(clockOf(courses[0].first)) : today;
  const [what, setWhat] = useState<What>({ guide: guides[0]?.name ?? "", from: first, to: today });
  return (
    <article class="card stack" aria-labelledby="therapist">
      <div>
        <h3 id="therapist">{t("lookback.out.therapist_title")}</h3>
        <p class="quiet small">{t("lookback.out.therapist")}</p>
      </div>
      <WhatFields what={what} guides={guides} every={false} onChange={setWhat} />
      <div class="buttons">
        <button type="button" class="primary" disabled={working} onClick={() => void make({ format: "pdf", lang: language, ...asked(what) }, { format: "json", ...asked(what) })}>
          {t("lookback.out.therapist_do")}
        </button>
      </div>
      <p class="small" role="status">
        {said}
      </p>
    </article>
  );
}

function AsFile({ guides }: { guides: Named }) {
  const { said, working, make } = useMaking();
  const [what, setWhat] = useState<What>({ guide: "", from: "", to: "" });
  const [format, setFormat] = useState<Export["format"]>("json");
  const [table, setTable] = useState<(typeof TABLES)[number]>("sessions");
  const [signs, setSigns] = useState(USUAL_SIGNS);
  const [bom, setBom] = useState(true);
  const same = format === "csv" && signs.separator === signs.decimal;
  const of: Export = { format, ...asked(what), ...(format === "csv" && { table, ...signs, bom }), ...(format === "pdf" && { lang: language }) };
  return (
    <article class="card stack" aria-labelledby="as-file">
      <h3 id="as-file">{t("lookback.out.all_title")}</h3>
      <fieldset class="formats">
        <legend class="hidden-visually">{t("lookback.out.format")}</legend>
        {FORMATS.map((name) => (
          <label key={name} class="format">
            <input type="radio" name="format" checked={name === format} onChange={() => setFormat(name)} />
            <span>
              {t(`lookback.out.${name}`)} <span class="quiet small">{t(`lookback.out.${name}_note`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {format === "csv" && (
        <div class="out-fields">
          <label>
            <span>{t("lookback.out.table")}</span>
            <select value={table} onChange={(event) => setTable(event.currentTarget.value as typeof table)}>
              {TABLES.map((name) => (
                <option key={name} value={name}>
                  {t(`lookback.out.${name}`)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{t("lookback.out.separator")}</span>
            <select value={signs.separator} onChange={(event) => setSigns({ ...signs, separator: event.currentTarget.value })}>
              <option value=",">{t("lookback.out.comma")}</option>
              <option value=";">{t("lookback.out.semicolon")}</option>
              <option value={"\t"}>{t("lookback.out.tab")}</option>
            </select>
          </label>
          <label>
            <span>{t("lookback.out.decimal")}</span>
            <select value={signs.decimal} onChange={(event) => setSigns({ ...signs, decimal: event.currentTarget.value })}>
              <option value=".">{t("lookback.out.point")}</option>
              <option value=",">{t("lookback.out.comma")}</option>
            </select>
          </label>
          <label class="out-check">
            <input type="checkbox" checked={bom} onChange={(event) => setBom(event.currentTarget.checked)} />
            <span>{t("lookback.out.bom")}</span>
          </label>
        </div>
      )}
      <WhatFields what={what} guides={guides} every onChange={setWhat} />
      <div class="buttons">
        <button type="button" disabled={working || same} onClick={() => void make(of)}>
          {t("lookback.out.download")}
        </button>
      </div>
      <p class="small" role="status">
        {same ? t("lookback.out.same_sign") : said}
      </p>
    </article>
  );
}

function WhatFields({ what, guides, every, onChange }: { what: What; guides: Named; every: boolean; onChange: (what: What) => void }) {
  return (
    <div class="out-fields">
      <label>
        <span>{t("lookback.out.guide")}</span>
        <select value={what.guide} onChange={(event) => onChange({ ...what, guide: event.currentTarget.value })}>
          {every && <option value="">{t("lookback.out.every")}</option>}
          {guides.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("lookback.out.from")}</span>
        <input type="date" value={what.from} max={what.to || undefined} onInput={(event) => onChange({ ...what, from: event.currentTarget.value })} />
      </label>
      <label>
        <span>{t("lookback.out.to")}</span>
        <input type="date" value={what.to} min={what.from || undefined} onInput={(event) => onChange({ ...what, to: event.currentTarget.value })} />
      </label>
    </div>
  );
}
