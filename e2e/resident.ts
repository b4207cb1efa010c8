import { readFile } from "node:fs/promises";
import type { Browser } from "@playwright/test";

/** Resident memory of a browser's page processes, bytes by process id. Linux. */
export async function pagesOf(browser: Browser): Promise<ReadonlyMap<number, number>> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === "renderer");
  return new Map(await Promise.all(pages.map(async ({ id }) => [id, await residentOf(id)] as const)));
}

async function residentOf(id: number): Promise<number> {
  const status = await readFile(`/proc/${id}/status`, "utf8").catch(() => "");
  return 1024 * Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
}

/** Looks until it is stopped; the most any page grew above the start, bytes. */
export async function watchGrowth(browser: Browser): Promise<() => Promise<number>> {
  const before = await pagesOf(browser);
  let most = 0;
  const ends = new AbortController();
  const look = async () => {
    for (const [id, now] of await pagesOf(browser)) most = Math.max(most, now - (before.get(id) ?? now));
  };
  const watching = (async () => {
    while (!ends.signal.aborted) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  })();
  return async () => {
    ends.abort();
    await watching;
    return most;
  };
}
