/** The page of articles; what it is made of is fetched when it is opened. */
import { pathOf } from "../app/router";
import { useLoaded } from "../app/useLoaded";
import { Waiting } from "../app/Waiting";

export function ArticlePage() {
  const [loaded, again] = useLoaded(() => import("./Article"), pathOf({ page: "article" }));
  if (loaded.state !== "ready") return <Waiting on={loaded} again={again} />;
  const { Article } = loaded.value;
  return <Article />;
}
