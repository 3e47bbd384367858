/** The editor's page: what to begin from, or a guide that is there. The editor itself is fetched when it is needed. */
import { useEffect, useState } from "preact/hooks";

import { Heading } from "../app/Heading";
import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { Waiting } from "../app/Waiting";
import { NotFound } from "../pages/NotFound";
import { RefusedError } from "../store/api";
import { ownGuides } from "../store/ownGuides";
import { t } from "../text";
import { Beginnings } from "./Beginnings";
import type { Document } from "./document";
import { taken } from "./handed";

/** `name` is null for a guide that has none yet. */
export function EditorPage({ name }: { name: string | null }) {
  const [open, setOpen] = useState<Document | null>(() => {
    const text = name === null ? taken() : null;
    return text === null ? null : { name: null, version: null, text };
  });
  /** Under which name `open` is kept; it changes without the guide being opened anew. */
  const [kept, setKept] = useState<string | null>(null);
  useEffect(() => {
    // Another guide was asked for, or a new one.
    if (open && kept !== name) setOpen(null);
  }, [name]);
  if (open && kept === name) return <Loaded of={open} onKept={setKept} />;
  const begin = (document: Document): void => {
    setKept(name);
    setOpen(document);
  };
  if (name === null) {
    return (
      <div class="stack text begin">
        <div>
          <Heading text={t("editor.title")} />
          <p class="quiet">{t("editor.lead")}</p>
        </div>
        <Beginnings onBegin={(text) => begin({ name: null, version: null, text })} />
        <p class="quiet small">{t("editor.how")}</p>
      </div>
    );
  }
  return <Stored key={name} name={name} onOpen={begin} />;
}

function Stored({ name, onOpen }: { name: string; onOpen: (document: Document) => void }) {
  const [stored, again] = useLoaded(() => ownGuides.get(name), name);
  useEffect(() => {
    if (stored.state === "ready") onOpen({ name, version: stored.value.version, text: stored.value.text });
  }, [stored.state]);
  if (stored.state === "failed" && stored.error instanceof RefusedError && stored.error.status === 404) {
    return <NotFound title={t("editor.gone_title")} />;
  }
  if (stored.state === "ready") return null;
  return <Waiting on={stored} again={again} />;
}

function Loaded({ of, onKept }: { of: Document; onKept: (name: string | null) => void }) {
  const [desk, again] = useLoaded(() => import("./Desk"), pathOf({ page: "edit", name: null }));
  if (desk.state !== "ready") return <Waiting on={desk} again={again} />;
  const { Desk } = desk.value;
  return <Desk of={of} onKept={onKept} />;
}
