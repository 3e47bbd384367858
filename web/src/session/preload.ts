/** Fetches the judge before it is needed. */
import { settings } from "../store/settings";
import { theLink } from "./link";

/** Starts the judge's worker and lets it load, so that a session begins at once. Called twice, it loads once. */
export function preload(): void {
  theLink().post({ kind: "load", model: settings.get().model });
}
