import "./platform/arrival.ts";
import "virtual:tokens.css";
import "@chatorbit/design/fonts.css";
import "./styles/base.css";
import { hydrate, render } from "preact";
import { App } from "./app.tsx";
import { prepare } from "./pages/prepare.ts";
import { languageFor, languageOfPath } from "./platform/language.ts";
import { registerServiceWorker } from "./platform/service-worker.ts";

const place = document.getElementById("app");
const { documentElement: root } = document;
const path = location.pathname;
const language = languageFor(path);

if (place !== null) {
  const first = await prepare(path, language);
  const isReady = root.dataset["page"] !== "shell" && language === (languageOfPath(path) ?? "en");
  if (isReady && place.firstElementChild !== null) hydrate(<App first={first} />, place);
  else {
    place.replaceChildren();
    render(<App first={first} />, place);
  }
  delete root.dataset["words"];
}
if (import.meta.env.PROD) void registerServiceWorker();
