/** The page that belongs to the address. */
import { ArticlePage } from "../article/ArticlePage";
import { EditorPage } from "../editor/EditorPage";
import { About } from "../pages/About";
import { Author } from "../pages/Author";
import { End } from "../pages/End";
import { Guide } from "../pages/Guide";
import { Guides } from "../pages/Guides";
import { History } from "../pages/History";
import { NotFound } from "../pages/NotFound";
import { SafetyText } from "../pages/Safety";
import { Session } from "../pages/Session";
import { Settings } from "../pages/Settings";
import { PlanPage } from "../plan/PlanPage";
import { pathOf, type Route, useRoute } from "./router";
import { Shell } from "./Shell";

export function App() {
  const route = useRoute();
  const path = route.page === "not_found" ? location.pathname : pathOf(route);
  return (
    <Shell route={route}>
      {/* A guide that gets its name while it is written stays open. */}
      <Page key={route.page === "edit" ? "edit" : path} route={route} />
    </Shell>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case "guides":
      return <Guides />;
    case "guide":
      return <Guide name={route.name} />;
    case "author":
      return <Author name={route.name} />;
    case "session":
      return <Session name={route.name} source={route.source} />;
    case "edit":
      return <EditorPage name={route.name} />;
    case "article":
      return <ArticlePage />;
    case "plan":
      return <PlanPage />;
    case "history":
      return <History />;
    case "end":
      return <End id={route.id} />;
    case "settings":
      return <Settings />;
    case "safety":
      return <SafetyText />;
    case "about":
      return <About />;
    case "not_found":
      return <NotFound />;
  }
}
