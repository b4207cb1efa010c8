import { defineConfig } from "@playwright/test";

/** One browser test at a time: what it measures is time. */
export default defineConfig({
  testDir: ".",
  testMatch: "**/*.net.ts",
  outputDir: "../../test-results/net",
  forbidOnly: true,
  retries: 0,
  workers: 1,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
});
