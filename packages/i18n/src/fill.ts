const hole = /\{(\w+)\}/g;

/** Puts values into the `{holes}` of a text; a hole without a value stays visible. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(hole, (whole, name: string) => String(values[name] ?? whole));

export type Part = { readonly text: string } | { readonly hole: string };

/** The text cut at its holes, for values that are more than text. */
export function parts(text: string): readonly Part[] {
  return text
    .split(hole)
    .map((part, index) => (index % 2 === 0 ? { text: part } : { hole: part }))
    .filter((part) => !("text" in part) || part.text !== "");
}

/** The names of the holes of a text. */
export const holes = (text: string): readonly string[] =>
  [...text.matchAll(hole)].map(([, name = ""]) => name);
