/** Which page an address means, and how to get to another without loading the page anew. */
import { useEffect, useState } from "preact/hooks";

import { focusNextHeading } from "./Heading";

export type Route =
  | { page: "guides" }
  | { page: "guide"; name: string }
  | { page: "author"; name: string }
  | { page: "session"; name: string; source: "camera" | "self-reported" }
  | { page: "edit"; name: string | null }
  | { page: "article" }
  | { page: "plan" }
  | { page: "history" }
  | { page: "end"; id: string }
  | { page: "settings" }
  | { page: "safety" }
  | { page: "about" }
  | { page: "not_found" };

/** Reads a path ("/guides/upper-back"). A slash at its end makes no difference. */
export function routeOf(path: string): Route {
  const parts = path.split("/").filter((part) => part !== "").map(decoded);
  const [first, second, third] = parts;
  if (parts.includes(null) || parts.length > 3) return { page: "not_found" };
  if (first === undefined || first === null) return { page: "guides" };
  if (parts.length === 1) {
    if (first === "guides") return { page: "guides" };
    if (first === "edit") return { page: "edit", name: null };
    if (first === "article" || first === "plan" || first === "history" || first === "settings" || first === "safety" || first === "about") return { page: first };
  }
  if (first === "guides" && second) {
    if (third === undefined) return { page: "guide", name: second };
    if (third === "camera") return { page: "session", name: second, source: "camera" };
    if (third === "clock") return { page: "session", name: second, source: "self-reported" };
  }
  if (first === "edit" && second && third === undefined) return { page: "edit", name: second };
  if (first === "authors" && second && third === undefined) return { page: "author", name: second };
  if (first === "history" && second && third === undefined) return { page: "end", id: second };
  return { page: "not_found" };
}

/** The path of a page; `routeOf` gives the page back. */
export function pathOf(route: Exclude<Route, { page: "not_found" }>): string {
  switch (route.page) {
    case "guides":
      return "/";
    case "guide":
      return `/guides/${encodeURIComponent(route.name)}`;
    case "author":
      return `/authors/${encodeURIComponent(route.name)}`;
    case "session":
      return `/guides/${encodeURIComponent(route.name)}/${route.source === "camera" ? "camera" : "clock"}`;
    case "edit":
      return route.name === null ? "/edit" : `/edit/${encodeURIComponent(route.name)}`;
    case "end":
      return `/history/${encodeURIComponent(route.id)}`;
    default:
      return `/${route.page}`;
  }
}

/** Null when the percent signs make no sense. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

const MOVED = "unhunch:moved";

let held: ((leave: () => void) => void) | null = null;

/** Until this is called with null, `ask` is called before the page is left, and calls `leave` or does not. */
export function holdPage(ask: ((leave: () => void) => void) | null): void {
  held = ask;
}

/** Opens a page. `replace`: the one left cannot be gone back to. */
export function go(route: Exclude<Route, { page: "not_found" }>, how: "push" | "replace" = "push"): void {
  if (held) return held(() => go(route, how));
  const path = pathOf(route);
  if (how === "replace") history.replaceState(null, "", path);
  else history.pushState(null, "", path);
  window.scrollTo(0, 0);
  window.dispatchEvent(new Event(MOVED));
}

/** The page that is open; follows links of our own, `go`, and the browser's back and forward. */
export function useRoute(): Route {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    let here = location.pathname;
    const back = (): void => {
      const there = location.pathname;
      if (!held || there === here) return follow();
      // The browser has gone back already: the page that is held takes its place again, and one step back leaves it.
      history.pushState(null, "", here);
      held(() => history.back());
    };
    const follow = (): void => {
      here = location.pathname;
      setPath((before) => {
        if (before !== location.pathname) focusNextHeading();
        return location.pathname;
      });
    };
    window.addEventListener("popstate", back);
    window.addEventListener(MOVED, follow);
    document.addEventListener("click", takeLink);
    return () => {
      window.removeEventListener("popstate", back);
      window.removeEventListener(MOVED, follow);
      document.removeEventListener("click", takeLink);
    };
  }, []);
  return routeOf(path);
}

/** A plain click on a link to one of our pages stays in this document. Everything else is the browser's. */
function takeLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin || link.hash) return;
  const route = routeOf(link.pathname);
  if (route.page === "not_found") return;
  event.preventDefault();
  go(route);
}
