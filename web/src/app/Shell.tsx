/** What stands around every page: names and links above, one line below. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { useNewEdition } from "../store/edition";
import { useInstall } from "../store/install";
import { useOutbox } from "../store/sessions";
import { t } from "../text";
import type { Route } from "./router";

const LINKS = [
  { path: "/", text: "app.guides", pages: ["guides", "guide", "author", "session", "edit", "article"] },
  { path: "/plan", text: "app.plan", pages: ["plan"] },
  { path: "/history", text: "app.history", pages: ["history", "end"] },
  { path: "/settings", text: "app.settings", pages: ["settings", "safety"] },
  { path: "/about", text: "app.about", pages: ["about"] },
] as const;

export function Shell({ route, children }: { route: Route; children: ComponentChildren }) {
  return (
    <>
      <a class="skip" href="#main">
        {t("app.skip")}
      </a>
      <header class="top">
        <a class="name" href="/">
          {t("app.name")}
        </a>
        <nav aria-label={t("app.nav")}>
          <ul>
            {LINKS.map((link) => (
              <li key={link.path}>
                <a href={link.path} aria-current={(link.pages as readonly string[]).includes(route.page) ? "page" : undefined}>
                  {t(link.text)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      {route.page !== "session" && <WaitingBanner />}
      {/* Never in a session, nor under a guide that is being written or checked. */}
      {!isWide(route) && <EditionBanner />}
      <main id="main" tabIndex={-1} class={isWide(route) ? "wide" : undefined}>
        {children}
      </main>
      {route.page !== "session" && <Bottom />}
    </>
  );
}

/** Pages that need the whole width, and are not to be loaded anew while somebody works on them. */
const isWide = (route: Route): boolean => route.page === "session" || route.page === "edit" || route.page === "article";

/** Says on every page but a session's that sessions wait for the program, or that it did not take them. */
function WaitingBanner() {
  const box = useOutbox();
  const refused = box?.parcels.filter((parcel) => parcel.refused !== null).length ?? 0;
  const waiting = box && !box.sending ? box.parcels.length - refused : 0;
  return (
    <div role="status">
      {(waiting > 0 || refused > 0) && (
        <p class="banner small">
          {waiting > 0 && (box?.full ? t("saving.banner_full", { count: waiting }) : t("saving.banner", { count: waiting }))}{" "}
          {refused > 0 && t("saving.banner_refused", { count: refused })}{" "}
          <a href="/history">{t("saving.show")}</a>
        </p>
      )}
    </div>
  );
}

/** Says that the program has a newer page than this one, and loads it. */
function EditionBanner() {
  const load = useNewEdition();
  const [pressed, setPressed] = useState(false);
  return (
    <div role="status">
      {load && (
        <p class="banner small">
          {t("edition.here")}{" "}
          <button
            type="button"
            class="plain"
            disabled={pressed}
            onClick={() => {
              setPressed(true);
              load();
            }}
          >
            {t("edition.load")}
          </button>
        </p>
      )}
    </div>
  );
}

function Bottom() {
  const install = useInstall();
  return (
    <footer class="bottom quiet small">
      <p>{t("app.general")}</p>
      {install && (
        <button type="button" class="plain" onClick={() => void install()}>
          {t("install.do")}
        </button>
      )}
    </footer>
  );
}
