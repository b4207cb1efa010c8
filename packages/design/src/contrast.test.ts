import { expect, test } from "bun:test";
import { contrast } from "./contrast.ts";
import { cssVariables } from "./css.ts";
import { pairs } from "./pairs.ts";
import { themes } from "./tokens.ts";

test("[UX] every text is readable on its ground in both themes", () => {
  const faint = pairs.flatMap(({ text, on, least }) =>
    text.flatMap((front) =>
      on.flatMap((back) =>
        (["dark", "light"] as const)
          .map((theme) => ({ theme, front, back, is: contrast(themes[theme][front], themes[theme][back]) }))
          .filter(({ is }) => is < least),
      ),
    ),
  );
  expect(faint).toEqual([]);
});

test("[UX] the measure is WCAG's", () => {
  expect(contrast("#000000", "#FFFFFF")).toBeCloseTo(21, 5);
  expect(contrast("#FFFFFF", "#EF476F")).toBeLessThan(4.5);
  expect(contrast("#767676", "#FFFFFF")).toBeCloseTo(4.54, 2);
});

test("[UX] both themes declare the same names, and the system's wish counts", () => {
  expect(Object.keys(themes.light)).toEqual(Object.keys(themes.dark));
  const css = cssVariables();
  expect(css).toContain("prefers-color-scheme: light");
  expect(css.split("--text-muted: #3F5478").length).toBe(3);
});
