import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Found = {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
};

/** What axe finds on the page as it is: WCAG 2.2 A and AA, and axe's own best practices. */
export async function findings(page: Page): Promise<readonly string[]> {
  // A dialog that still fades in has no colours of its own yet.
  await page.emulateMedia({ reducedMotion: "reduce" });
  // By the debugger, which no content policy forbids.
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: () => Promise<Found> } }).axe.run(),
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
