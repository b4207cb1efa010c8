/** Runs before the first paint: the chosen theme, and a page that waits for its language unseen. */
import { languageFor, languageOfPath } from "./platform/language.ts";
import { chosenTheme, showTheme } from "./platform/theme.ts";

showTheme(chosenTheme());
const language = languageFor(location.pathname);
const { documentElement: root } = document;
const isPrerendered = root.dataset["page"] !== "shell";
if (isPrerendered && language !== (languageOfPath(location.pathname) ?? "en"))
  root.dataset["words"] = "coming";
root.lang = language;
