/** The h1 of a page. It names the tab, and a screen reader begins to read at it when the page was reached by a link. */
import { useEffect, useRef } from "preact/hooks";

import { t } from "../text";

let due = false;

/** The next heading that appears takes the focus. */
export function focusNextHeading(): void {
  due = true;
}

/** `tab`: what the tab is called where the heading itself would not say enough. */
export function Heading({ text, tab = text, lang }: { text: string; tab?: string; lang?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${tab} · ${t("app.name")}`;
  }, [tab]);
  useEffect(() => {
    if (!due) return;
    due = false;
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} lang={lang}>
      {text}
    </h1>
  );
}
