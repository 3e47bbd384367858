/** "Bring an article": from what is pasted, dropped or chosen to a guide that was checked sentence by sentence. */
import "./article.css";

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { Confirm } from "../app/Confirm";
import { focusNextHeading } from "../app/Heading";
import { holdPage } from "../app/router";
import { language, t } from "../text";
import { Intake } from "./Intake";
import { bytesOfFile, bytesOfText, carried, IntakeError } from "./intake";
import type { Answer, Choice, Field, Opened, Order, SourcePart, View } from "./protocol";
import { Reader, StoppedError, worker } from "./reader";
import { Review } from "./Review";
import { shelf } from "./shelf";
import { foundText, progressText, refusedText } from "./words";

type State = { at: "intake" } | { at: "reading"; what: string } | { at: "open"; source: SourcePart[]; view: View };

/** What a person decides of a draft. */
export interface Decide {
  choose: (id: string, choice: Choice | null) => void;
  all: (step: number | null, choice: "accept" | "strike" | null) => void;
  write: (field: Field, text: string) => void;
}

type Asked = { what: "other" } | { what: "leave"; leave: () => void };

export function Article() {
  const [state, setState] = useState<State>(() => (shelf.draft() ? { at: "reading", what: t("article.resuming") } : { at: "intake" }));
  const [trouble, setTrouble] = useState("");
  const [told, setTold] = useState("");
  /** The browser keeps the draft with the tab. */
  const [kept, setKept] = useState(true);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [over, setOver] = useState(false);
  const reader = useRef<Reader | null>(null);
  reader.current ??= new Reader(worker, language);

  const ask = (order: Order) => reader.current!.ask(order);
  const fail = (error: unknown, name = ""): void => {
    setState({ at: "intake" });
    if (error instanceof StoppedError) return setTold(t("article.stopped"));
    setTold("");
    setTrouble(error instanceof IntakeError ? t(`article.refused.${error.why}`, { name }) : t("article.refused.broken"));
  };
  const open = (opened: Opened): void => {
    if ("refused" in opened) {
      setState({ at: "intake" });
      setTold("");
      return setTrouble(refusedText(opened.refused));
    }
    const { source, view } = opened.draft;
    focusNextHeading();
    window.scrollTo(0, 0);
    setState({ at: "open", source, view });
    setTold(foundText(view));
  };

  /** `what`: said while it is read. Of several forms of the same text, the first that becomes a guide is taken. */
  const read = async (what: string, name: string, forms: () => Promise<Uint8Array<ArrayBuffer>[]>): Promise<void> => {
    setTrouble("");
    setTold(what);
    setState({ at: "reading", what });
    try {
      let answer: Answer | null = null;
      for (const bytes of await forms()) {
        answer = await ask({ do: "read", bytes });
        if ("opened" in answer && answer.opened && "draft" in answer.opened) break;
      }
      if (!answer || !("opened" in answer) || !answer.opened) throw new Error("no article was read");
      if (answer.found !== null && answer.choices !== null) setKept(shelf.begin({ found: answer.found, choices: answer.choices }));
      open(answer.opened);
    } catch (error) {
      fail(error, name);
    }
  };
  const readFile = (file: File): Promise<void> => read(t("article.reading", { name: file.name }), file.name, async () => [await bytesOfFile(file)]);
  const readText = (text: string, html: string | null): Promise<void> =>
    // Its shape says more; where nothing comes of it, the text is what was meant.
    read(t("article.reading_text"), "", async () => [...(html === null ? [] : [bytesOfText(text, html)]), bytesOfText(text, null)]);

  // What was brought before the page was loaded anew, or left.
  useEffect(() => {
    const draft = shelf.draft();
    if (!draft) return;
    ask({ do: "resume", kept: draft }).then(
      (answer) => {
        if ("opened" in answer && answer.opened) return open(answer.opened);
        // Of another edition of the page.
        shelf.clear();
        setState({ at: "intake" });
      },
      (error: unknown) => error instanceof StoppedError || fail(error),
    );
  }, []);
  useEffect(() => () => reader.current?.stop(), []);

  const decide = (order: Order): void => {
    ask(order).then(
      (answer) => {
        if (!("view" in answer)) return;
        const { view, choices } = answer;
        setKept(shelf.choices(choices));
        setState((now) => (now.at === "open" ? { ...now, view } : now));
        if (order.do !== "write") setTold(progressText(view.counts));
      },
      (error: unknown) => fail(error),
    );
  };
  const decisions: Decide = {
    choose: (id, choice) => decide({ do: "choose", id, choice }),
    all: (step, choice) => decide({ do: "all", step, choice }),
    write: (field, text) => decide({ do: "write", field, text }),
  };

  const putAway = (): void => {
    setAsked(null);
    shelf.clear();
    reader.current?.stop();
    focusNextHeading();
    setTold("");
    setTrouble("");
    setState({ at: "intake" });
  };

  // Anywhere on the page: beside the field, the browser would open the file in place of this page.
  const drop = useRef<(event: DragEvent) => void>(() => {});
  drop.current = (event) => {
    setOver(false);
    if (event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    if (state.at !== "intake" || !event.dataTransfer) return;
    try {
      const brought = carried(event.dataTransfer);
      void ("file" in brought ? readFile(brought.file) : readText(brought.text, brought.html));
    } catch (error) {
      fail(error);
    }
  };
  useEffect(() => {
    const drag = (event: DragEvent): void => {
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const dropped = (event: DragEvent): void => drop.current(event);
    document.addEventListener("dragover", drag);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", dropped);
    return () => {
      document.removeEventListener("dragover", drag);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", dropped);
    };
  }, []);

  useGuard(state.at === "open" && !kept, (leave) => setAsked({ what: "leave", leave }));

  return (
    <>
      <p class="hidden-visually" role="status">
        {told}
      </p>
      {state.at === "intake" && <Intake trouble={trouble} over={over} onText={(text, html) => void readText(text, html)} onFile={(file) => void readFile(file)} onTrouble={setTrouble} />}
      {state.at === "reading" && <Reading what={state.what} onStop={() => reader.current?.stop()} />}
      {state.at === "open" && <Review source={state.source} view={state.view} decide={decisions} onOther={() => setAsked({ what: "other" })} />}
      {asked && (
        <Confirm
          key={asked.what}
          title={t(`article.${asked.what}_title`)}
          text={t(`article.${asked.what}_text`)}
          yes={t(`article.${asked.what}_do`)}
          onNo={() => setAsked((now) => (now === asked ? null : now))}
          onYes={() => {
            if (asked.what === "other") return putAway();
            setAsked(null);
            holdPage(null);
            asked.leave();
          }}
        />
      )}
    </>
  );
}

function Reading({ what, onStop }: { what: string; onStop: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  // What had the focus is gone.
  useEffect(() => button.current?.focus(), []);
  return (
    <div class="bring stack">
      <p class="bring-reading">{what}</p>
      <div class="buttons">
        <button type="button" ref={button} onClick={onStop}>
          {t("article.stop")}
        </button>
      </div>
    </div>
  );
}

/** Asks before the page is left, where the browser could not keep what would be lost. */
function useGuard(on: boolean, ask: (leave: () => void) => void): void {
  useLayoutEffect(() => {
    if (!on) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    holdPage(ask);
    return () => {
      window.removeEventListener("beforeunload", warn);
      holdPage(null);
    };
  }, [on]);
}
