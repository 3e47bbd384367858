/** Text and page side by side; on a narrow screen one at a time, behind tabs. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { t } from "../text";

export type Pane = "text" | "page";
const PANES: readonly Pane[] = ["text", "page"];

const WIDE = "(min-width: 56rem)";

function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const media = matchMedia(WIDE);
    const look = (): void => setWide(media.matches);
    look();
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, []);
  return wide;
}

export function Panes({ pane, onPane, ...parts }: { pane: Pane; onPane: (pane: Pane) => void } & Record<Pane, ComponentChildren>) {
  const wide = useWide();
  const move = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const next = pane === "text" ? "page" : "text";
    onPane(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <>
      {!wide && (
        <div class="tabs" role="tablist" onKeyDown={move}>
          {PANES.map((one) => (
            <button
              key={one}
              id={`tab-${one}`}
              type="button"
              role="tab"
              aria-selected={one === pane}
              aria-controls={`pane-${one}`}
              tabIndex={one === pane ? 0 : -1}
              onClick={() => onPane(one)}
            >
              {t(`editor.pane.${one}`)}
            </button>
          ))}
        </div>
      )}
      <div class="panes">
        {PANES.map((one) => (
          <div
            key={one}
            id={`pane-${one}`}
            class="pane"
            data-pane={one}
            hidden={!wide && one !== pane}
            {...(wide ? { role: "region", "aria-label": t(`editor.pane.${one}`) } : { role: "tabpanel", "aria-labelledby": `tab-${one}` })}
            // What scrolls must be reached by keyboard.
            tabIndex={one === "page" ? 0 : undefined}
          >
            {parts[one]}
          </div>
        ))}
      </div>
    </>
  );
}
