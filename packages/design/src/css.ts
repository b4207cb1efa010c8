import { effects, scale, themes } from "./tokens.ts";

/**
 * A stylesheet that declares every token as `--name`. Dark unless the system asks for light;
 * `data-theme` on the root overrules the system.
 */
export function cssVariables(): string {
  const dark = theme("dark");
  const light = theme("light");
  return [
    `:root {\n${declarations(scale)}}`,
    `:root, [data-theme="dark"] {\n${dark}}`,
    `@media (prefers-color-scheme: light) {\n:root:not([data-theme="dark"]) {\n${light}}\n}`,
    `:root[data-theme="light"] {\n${light}}`,
    `@media (prefers-reduced-motion: reduce) {\n:root {\n  --t-fast: 0ms;\n  --t-base: 0ms;\n}\n}`,
    "",
  ].join("\n");
}

function theme(name: "dark" | "light"): string {
  return `  color-scheme: ${name};\n${declarations(themes[name])}${declarations(effects[name])}`;
}

function declarations(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `  --${name}: ${value};\n`)
    .join("");
}
