import { type Page, test as base } from "@playwright/test";
import { type Server, startServer } from "./server.ts";

/** What a page complained of: uncaught errors, console errors, broken policies. */
export type Complaints = readonly string[];

/** `test` with the real server of its worker and pages that report every complaint. */
export const test = base.extend<{ person: () => Promise<Page>; complaints: string[] }, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  complaints: async ({}, use) => {
    const complaints: string[] = [];
    await use(complaints);
    base.expect(complaints).toEqual([]);
  },
  /** A person with a browser profile of their own. */
  person: async ({ browser, server, complaints }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL: server.url, locale: "en-GB" });
      contexts.push(context);
      const page = await context.newPage();
      listen(page, complaints);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

export { expect } from "@playwright/test";

/** Network words of the browser about a line that was cut on purpose are no complaint. */
const harmless =
  /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_CONNECTION|WebSocket connection to|status of 4\d\d/;

function listen(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(String(error.stack ?? error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !harmless.test(message.text())) complaints.push(message.text());
  });
}
