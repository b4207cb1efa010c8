/** What this browser remembers of a person's choices. Works without storage, then only while the page lives. */
export type Setting = "language" | "theme" | "consent";

const unstored = new Map<Setting, string>();
const key = (setting: Setting) => `chatorbit.${setting}`;

export function readSetting(setting: Setting): string | null {
  try {
    return localStorage.getItem(key(setting)) ?? unstored.get(setting) ?? null;
  } catch {
    return unstored.get(setting) ?? null;
  }
}

/** Remembers a choice; null forgets it. */
export function writeSetting(setting: Setting, value: string | null): void {
  if (value === null) unstored.delete(setting);
  else unstored.set(setting, value);
  try {
    if (value === null) localStorage.removeItem(key(setting));
    else localStorage.setItem(key(setting), value);
  } catch {
    // A blocked storage costs the choice at the next load, nothing else.
  }
}
