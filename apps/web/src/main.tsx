import "./platform/arrival.ts";
import "./platform/news.ts";
import "virtual:tokens.css";
import "@chatorbit/design/fonts.css";
import "./styles/base.css";
import { hydrate, render } from "preact";
import { App } from "./app.tsx";
import { prepare } from "./pages/prepare.ts";
import { languageFor, languageOfPath } from "./platform/language.ts";
import { registerServiceWorker } from "./platform/service-worker.ts";

const { documentElement: root } = document;

void start(location.pathname, document.getElementById("app"));
if (import.meta.env.PROD) void registerServiceWorker();

/** Shows the page of the address: over the prerendered one where its language is right, else in its place. */
async function start(path: string, place: HTMLElement | null): Promise<void> {
  if (place === null) return;
  const language = languageFor(path);
  const first = await prepare(path, language);
  const isReady = root.dataset["page"] !== "shell" && language === (languageOfPath(path) ?? "en");
  if (isReady) hydrate(<App first={first} />, place);
  else {
    place.replaceChildren();
    render(<App first={first} />, place);
  }
  delete root.dataset["words"];
}
