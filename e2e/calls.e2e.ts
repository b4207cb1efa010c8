import { type Browser, expect as expectThat, type Page } from "@playwright/test";
import { chromiumTrusting, startFirefox } from "./browsers.ts";
import {
  accept,
  connections,
  expectPicture,
  expectSound,
  frames,
  hangUp,
  loudness,
  path,
  running,
  showAddress,
  start,
  watchMedia,
} from "./calls.ts";
import { startCoturn } from "./coturn.ts";
import { log, meet } from "./people.ts";
import { startServer, withLocalDevices } from "./server.ts";
import { expect, test } from "./test.ts";

/** A person in a browser of the test's own choice. */
async function personIn(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: "en-GB" });
  const page = await context.newPage();
  await watchMedia(page);
  return page;
}

/** People whose devices and connections the test can look at. */
const watched = (person: () => Promise<Page>) => async (): Promise<Page> => {
  const page = await person();
  await watchMedia(page);
  return page;
};

/** `meet` for two pages that are open already. */
async function meetIn(ann: Page, bob: Page): Promise<void> {
  const waiting = [ann, bob];
  await meet(async () => waiting.shift() ?? bob);
}

async function call(caller: Page, called: Page, kind: "video" | "voice" = "video"): Promise<void> {
  await start(caller, kind);
  await accept(called);
}

test("[CA1] [CA5] two people call, see and hear each other, use every control, hang up, and call again", async ({
  person,
}) => {
  const { ann, bob } = await meet(watched(person));
  expect(await connections(bob)).toBe(0);
  await start(ann, "video");
  await showAddress(ann);
  await accept(bob);
  await showAddress(bob);
  for (const page of [ann, bob]) {
    await expectPicture(page);
    await expectSound(page);
  }
  expect(await connections(ann)).toBe(1);

  await ann.getByRole("button", { name: "Mute", exact: true }).click();
  await expect.poll(() => loudness(bob)).toBeLessThan(0.005);
  await ann.getByRole("button", { name: "Unmute", exact: true }).click();
  await expectSound(bob);

  await ann.getByRole("button", { name: "Turn camera off" }).click();
  await expect(bob.getByText(/sends no picture/)).toBeVisible();
  await ann.getByRole("button", { name: "Turn camera on" }).click();
  await expectPicture(bob);

  await ann.getByRole("button", { name: "Share screen" }).click();
  await expect(ann.getByRole("button", { name: "Stop sharing" })).toBeVisible();
  await expectPicture(bob);
  await ann.getByRole("button", { name: "Stop sharing" }).click();
  await expectPicture(bob);

  await hangUp(ann);
  for (const page of [ann, bob]) {
    await expect(log(page)).toContainText("Call ended");
    await expect.poll(() => running(page)).toBe(0);
    await expect.poll(() => connections(page)).toBe(0);
  }

  await call(bob, ann, "voice");
  for (const page of [ann, bob]) await expectSound(page);
  expect(await frames(ann)).toBe(0);
  await bob.reload();
  await expect.poll(() => running(ann)).toBe(0);
});

test("[CA1] both call at the same moment: one call", async ({ person }) => {
  const { ann, bob } = await meet(watched(person));
  await Promise.all([start(ann, "video"), start(bob, "video")]);
  await Promise.all([showAddress(ann), showAddress(bob)]);
  for (const page of [ann, bob]) {
    await expectPicture(page);
    expect(await connections(page)).toBe(1);
  }
  await hangUp(bob);
  for (const page of [ann, bob]) {
    await expect(log(page).getByText("Call ended")).toHaveCount(1);
    await expect.poll(() => running(page)).toBe(0);
  }
});

test("[CA1] declined, cancelled and not now are told on both sides, and no device stays on", async ({
  person,
}) => {
  const { ann, bob } = await meet(watched(person));
  await start(ann, "voice");
  await showAddress(ann);
  await bob.getByRole("button", { name: "Decline" }).click();
  await expect(log(ann)).toContainText("declined the call");
  await expect(log(bob)).toContainText("You declined the call");
  await start(ann, "voice");
  await bob.getByRole("button", { name: "Not now" }).click();
  await hangUp(ann);
  await expect(log(bob)).toContainText("Missed call");
  await expect(log(ann)).toContainText("You cancelled the call");
  for (const page of [ann, bob]) await expect.poll(() => running(page)).toBe(0);
});

test("[CA1] Chromium and Firefox call each other", async ({ browser }) => {
  const server = await startServer();
  const fox = await startFirefox();
  const ann = await personIn(browser, server.url);
  const bob = await personIn(fox, server.url);
  await meetIn(ann, bob);
  await start(ann, "video");
  await showAddress(ann);
  await accept(bob);
  await showAddress(bob);
  for (const page of [ann, bob]) {
    await expectPicture(page);
    await expectSound(page);
  }
  await hangUp(bob);
  for (const page of [ann, bob]) await expectThat.poll(() => running(page)).toBe(0);
  await ann.context().close();
  await fox.close();
  await server.stop();
});

for (const way of ["udp", "tcp", "tls"] as const) {
  test(`[CA3] a call through the relay over ${way}; credentials that died or are wrong are replaced by themselves`, async ({}) => {
    const coturn = await startCoturn();
    const server = await startServer(
      { CHAT_ICE_TURN_URLS: coturn.urls[way], CHAT_TURN_SECRET: coturn.secret },
      withLocalDevices,
    );
    const browser = await chromiumTrusting(coturn.spki);
    const [ann, bob] = [await personIn(browser, server.url), await personIn(browser, server.url)];
    await meetIn(ann, bob);
    // The first credentials of one are dead, those of the other are another server's.
    for (const [page, login] of [
      [ann, coturn.login(-60)],
      [bob, coturn.login(600, "another-secret")],
    ] as const) {
      let isFirst = true;
      await page.route("**/api/ice", async (route) => {
        const response = await route.fetch();
        if (!isFirst) return route.fulfill({ response });
        isFirst = false;
        const answer: { iceServers: object[] } = await response.json();
        const iceServers = answer.iceServers.map((one) => ({ ...one, ...login }));
        return route.fulfill({ response, json: { ...answer, iceServers } });
      });
    }
    await call(ann, bob);
    for (const page of [ann, bob]) {
      await expectPicture(page);
      await expectSound(page);
      expect(await path(page)).toBe(`relay relay ${way}`);
    }
    await hangUp(ann);
    await browser.close();
    await server.stop();
    await coturn.stop();
  });
}

test("[CA4] without any path the ladder ends in words, and offers a voice message", async ({ browser }) => {
  // A relay that is not there: nothing listens on the discard port.
  const server = await startServer(
    { CHAT_ICE_TURN_URLS: "turn:127.0.0.1:9?transport=udp", CHAT_TURN_SECRET: "nobody-listens-".repeat(3) },
    withLocalDevices,
  );
  const [ann, bob] = [await personIn(browser, server.url), await personIn(browser, server.url)];
  await meetIn(ann, bob);
  await call(ann, bob);
  await expectThat(ann.getByRole("heading", { name: "No path" })).toBeVisible();
  await ann.getByRole("button", { name: "Record a voice message" }).click();
  const recorder = ann.getByRole("region", { name: "Record a voice message" });
  await expectThat(recorder.getByRole("timer")).toHaveText("0:02");
  await recorder.getByRole("button", { name: "Send" }).click();
  await expectThat(log(bob).getByRole("article", { name: /voice message, 0:0\d/ })).toBeVisible();
  for (const page of [ann, bob]) await expectThat.poll(() => running(page)).toBe(0);
  await ann.context().close();
  await bob.context().close();
  await server.stop();
});

test("[CA1] the start page loads not one byte of what calls are made of", async ({ person }) => {
  const ann = await person();
  const scripts: string[] = [];
  ann.on("response", async (response) => {
    if (response.url().endsWith(".js")) scripts.push(await response.text());
  });
  await ann.goto("/");
  await expect(ann.getByRole("button", { name: "Start session" })).toBeVisible();
  await ann.waitForLoadState("networkidle");
  expect(scripts.length).toBeGreaterThan(0);
  // Not even the word for it; whether the browser could call at all may be asked.
  for (const script of scripts)
    expect(/createOffer|setLocalDescription|getUserMedia/.test(script)).toBe(false);
});
