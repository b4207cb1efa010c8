/** Every screen and state from made-up views. For developers and tests; never part of the product. */
import "virtual:tokens.css";
import "@chatorbit/design/fonts.css";
import "../styles/base.css";
import {
  type CatalogueName,
  formatOf,
  isLanguage,
  type Language,
  loadLegal,
  loadWords,
} from "@chatorbit/i18n";
import { render } from "preact";
import { legalPage } from "../pages/legal/legal.tsx";
import { Help } from "../pages/help/help.tsx";
import { Missing } from "../pages/missing/missing.tsx";
import { Offline } from "../pages/missing/offline.tsx";
import { CallLayer } from "../pages/session/call/late-call.ts";
import { Security } from "../pages/security/security.tsx";
import { LimitsForm, OpenInvites, OpenRooms } from "../pages/landing/late-parts.ts";
import { fetchRoomLayers } from "../pages/room/late-layers.ts";
import { ConversationScreen, fetchLayers } from "../pages/session/conversation/late-layers.ts";
import { SecuringScreen, WaitingScreen } from "../pages/session/late-seated-screens.ts";
import { showTheme } from "../platform/theme.ts";
import { SpokenContext } from "../words/words.tsx";
import { type Scenes, sceneNames, scenes } from "./scenes.tsx";

const catalogues: readonly CatalogueName[] = [
  "call",
  "check",
  "common",
  "conversation",
  "file",
  "help",
  "landing",
  "room",
  "security",
  "session",
  "trouble",
  "voice",
];
const asked = new URLSearchParams(location.search);
const place = document.getElementById("app");

async function show(language: Language): Promise<void> {
  if (place === null) return;
  const [words] = await Promise.all([
    loadWords(language, catalogues),
    fetchLayers(),
    fetchRoomLayers(),
    ConversationScreen.fetch(),
    SecuringScreen.fetch(),
    LimitsForm.fetch(),
    OpenInvites.fetch(),
    OpenRooms.fetch(),
    WaitingScreen.fetch(),
    CallLayer.fetch(),
  ]);
  const { terms } = await loadLegal(language);
  const all: Scenes = {
    ...scenes,
    help: () => <Help />,
    security: () => <Security />,
    terms: () => <Terms />,
    missing: () => <Missing />,
    offline: () => <Offline />,
  };
  const Terms = legalPage(terms, "/terms-of-service");
  const scene = all[decodeURIComponent(location.hash.slice(2))];
  document.documentElement.lang = language;
  const spoken = {
    language,
    words,
    format: formatOf(language, words.common.units),
    speak: (next: Language) => void show(next),
  };
  render(null, place);
  render(
    <SpokenContext.Provider value={spoken}>
      {scene === undefined ? <List names={Object.keys(all)} /> : scene()}
    </SpokenContext.Provider>,
    place,
  );
  document.documentElement.dataset["scene"] = "ready";
}

const List = ({ names }: { readonly names: readonly string[] }) => (
  <main>
    <h1>{sceneNames.length} scenes</h1>
    <ul>
      {names.map((name) => (
        <li key={name}>
          <a href={`#/${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  </main>
);

const wanted = asked.get("lang");
const language: Language = isLanguage(wanted) ? wanted : "en";
if (asked.get("theme") === "light") showTheme("light");
if (asked.get("theme") === "dark") showTheme("dark");
addEventListener("hashchange", () => void show(language));
await show(language);
