import { expect, test } from "vitest";

import { pathOf, type Route, routeOf } from "./router";

const routes: Exclude<Route, { page: "not_found" }>[] = [
  { page: "guides" },
  { page: "guide", name: "upper-back" },
  { page: "guide", name: "hips & knees/50 %" },
  { page: "author", name: "Zoë & Co./Ltd" },
  { page: "session", name: "upper-back", source: "camera" },
  { page: "session", name: "upper-back", source: "self-reported" },
  { page: "edit", name: null },
  { page: "edit", name: "my-neck" },
  { page: "article" },
  { page: "plan" },
  { page: "history" },
  { page: "end", id: "0b6f2c1e-9d57-4d35-8a4e-0c1d2e3f4a5b" },
  { page: "settings" },
  { page: "safety" },
  { page: "about" },
];

test.each(routes)("the path of $page leads back to it", (route) => {
  expect(routeOf(pathOf(route))).toEqual(route);
});

test("a slash at the end makes no difference", () => {
  expect(routeOf("/history/")).toEqual({ page: "history" });
  expect(routeOf("/guides/")).toEqual({ page: "guides" });
});

test.each(["/nothing", "/about/us", "/guides/upper-back/dance", "/guides/upper-back/camera/more", "/history/a/b", "/plan/a", "/article/a", "/edit/a/b", "/authors", "/authors/a/b", "/%E0%A4%A"])(
  "%s is no page",
  (path) => {
    expect(routeOf(path)).toEqual({ page: "not_found" });
  },
);
