/**
 * Starts the page: its styles, its first drawing, the outbox, the browser's offer to install it, and the service worker
 * that keeps it for offline use.
 */
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/guides.css";
import "./styles/figure.css";
import "./styles/rating.css";
import "./styles/sessions.css";
import "./styles/forms.css";

import { render } from "preact";

import { App } from "./app/App";
import { keepEdition } from "./store/edition";
import { watchForInstall } from "./store/install";
import { startSending } from "./store/sessions";
import { language } from "./text";

document.documentElement.lang = language;

const root = document.getElementById("app");
if (root) render(<App />, root);

startSending();
watchForInstall();
if (import.meta.env.PROD) keepEdition();
