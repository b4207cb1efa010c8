import { readSetting, writeSetting } from "./settings.ts";

export const themes = ["system", "dark", "light"] as const;
export type Theme = (typeof themes)[number];

export function chosenTheme(): Theme {
  const saved = readSetting("theme");
  return themes.find((theme) => theme === saved) ?? "system";
}

export function chooseTheme(theme: Theme): void {
  writeSetting("theme", theme === "system" ? null : theme);
  showTheme(theme);
}

/** Sets the root's attribute; without one the system's wish counts. */
export function showTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset["theme"];
  else dataset["theme"] = theme;
}
