import { detectLanguage, isLanguage, type Language } from "@chatorbit/i18n";
import { readSetting, writeSetting } from "./settings.ts";

/** The language a path is written in, or null when it names none: `/sk/help` is Slovak. */
export function languageOfPath(path: string): Language | null {
  const first = path.split("/")[1] ?? "";
  return isLanguage(first) ? first : null;
}

/** The path without its language: `/sk/help` is `/help`. */
export const pathWithoutLanguage = (path: string): string =>
  languageOfPath(path) === null ? path : `/${path.split("/").slice(2).join("/")}`;

/** The path of a prerendered page in a language; English stands at the root. */
export const localPath = (path: string, language: Language): string =>
  language === "en" ? path : `/${language}${path === "/" ? "/" : path}`;

/** The language to show: the address says it, else the saved choice, else the browser. */
export function languageFor(path: string): Language {
  const written = languageOfPath(path);
  return written ?? detectLanguage(readSetting("language"), navigator.languages);
}

/** The language somebody chose, or null when nobody did. */
export function chosenLanguage(): Language | null {
  const chosen = readSetting("language") ?? "";
  return isLanguage(chosen) ? chosen : null;
}

export const chooseLanguage = (language: Language): void => writeSetting("language", language);
