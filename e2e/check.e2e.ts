import { defineConfig, type Page } from "@playwright/test";
import config from "./playwright.config.ts";
import { findings } from "./axe.ts";
import { type Coturn, startCoturn } from "./coturn.ts";
import { meet } from "./people.ts";
import { startServer, withLocalDevices } from "./server.ts";
import { expect, test as base } from "./test.ts";

/* The check before a call: Chromium's fake devices, a real relay on loopback. */

const { launchOptions } = defineConfig(config).use ?? {};

const test = base.extend<{}, { coturn: Coturn }>({
  coturn: [
    async ({}, use) => {
      const coturn = await startCoturn();
      await use(coturn);
      await coturn.stop();
    },
    { scope: "worker" },
  ],
  launchOptions: [
    async ({ coturn }, use) => {
      const trust = `--ignore-certificate-errors-spki-list=${coturn.spki}`;
      await use({ ...launchOptions, args: [...(launchOptions?.args ?? []), trust] });
    },
    { scope: "worker" },
  ],
  server: [
    async ({ coturn }, use) => {
      const server = await startServer(
        {
          CHAT_ICE_TURN_URLS: coturn.list,
          CHAT_TURN_SECRET: coturn.secret,
        },
        withLocalDevices,
      );
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
});

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Check before a call" });

async function openCheck(page: Page) {
  await page.getByRole("button", { name: "Check before a call" }).click();
  const dialog = dialogOf(page);
  await expect(dialog.getByRole("listitem")).not.toHaveCount(0);
  await expect(dialog.getByRole("listitem").filter({ hasText: /waiting|trying/ })).toHaveCount(0);
  return dialog;
}

const relays = ["Relay over UDP", "Relay over TCP", "Relay over TLS"];

test("[CA4] devices, every light and a guess; nothing runs on once it is closed", async ({ person }) => {
  const { ann } = await meet(person);
  await ann.evaluate(watchTracks);
  const dialog = await openCheck(ann);
  for (const name of ["Your own network", "Direct, by your public address (STUN)", ...relays]) {
    await expect(dialog.getByRole("listitem").filter({ hasText: name })).toContainText(/open[\d.]+ m?s/);
  }
  await expect(dialog).toContainText("You can call: direct and relayed paths are open.");
  await expect(dialog).toContainText("You can be heard.");
  await expect(dialog.getByRole("meter", { name: "Microphone level" })).toBeVisible();
  await expect.poll(() => dialog.locator("video").evaluate(widthOf)).toBeGreaterThan(0);
  await expect(dialog).toContainText(/Enough for .*A guess from three seconds: about/);
  // 127.0.0.1 is an address of one family.
  await expect(dialog).toContainText("Every helper has an IPv4 address only.");

  await dialog.getByRole("combobox", { name: "Microphone" }).selectOption({ index: 2 });
  await expect(dialog.getByRole("meter")).toBeVisible();
  await dialog.getByRole("button", { name: "Play a sound" }).click();
  await expect(dialog).toContainText("Three notes.");
  expect(await findings(ann)).toEqual([]);

  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => ann.evaluate(running)).toEqual({ tracks: 0, peers: 0 });
});

test("[CA4] the same by keyboard, on a phone", async ({ person }) => {
  const { ann } = await meet(person);
  await ann.setViewportSize({ width: 390, height: 844 });
  await ann.getByRole("button", { name: "More", exact: true }).press("Enter");
  await ann.getByRole("button", { name: "Check before a call" }).press("Enter");
  const dialog = dialogOf(ann);
  await expect(dialog.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(dialog).toContainText("You can call");
  await ann.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

const wrong = test.extend<{}, { server: Awaited<ReturnType<typeof startServer>> }>({
  server: [
    async ({ coturn }, use) => {
      const server = await startServer(
        {
          // Nobody listens there.
          CHAT_ICE_STUN_URLS: "stun:127.0.0.1:9",
          CHAT_ICE_TURN_URLS: coturn.list,
          CHAT_TURN_SECRET: "f".repeat(64),
        },
        withLocalDevices,
      );
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
});

wrong(
  "[CA4] another secret is a refusal in words, silence is silence, and no relay is promised",
  async ({ person }) => {
    const { ann } = await meet(person);
    const dialog = await openCheck(ann);
    for (const name of relays) {
      await expect(dialog.getByRole("listitem").filter({ hasText: name })).toContainText(
        "The server answered and refused the login (401).",
      );
    }
    await expect(dialog).toContainText("Calls reach your own network only.");
    await expect(dialog).toContainText("Not tried: no relay is open.");
    await expect(dialog.getByRole("listitem").filter({ hasText: "STUN" })).toContainText("No answer.");
  },
);

test("[CA6] a refused microphone has its own words, and everything else goes on", async ({ person }) => {
  const { ann } = await meet(person);
  await ann.evaluate(refuseMicrophone);
  const dialog = await openCheck(ann);
  await expect(dialog).toContainText("The microphone is blocked for this page.");
  await expect(dialog).toContainText("Press the sign to the left of the address, allow it there");
  await expect(dialog).toContainText("The microphone is missing: the other one would not hear you.");
  await expect(dialog.locator("video")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Ask again" })).toBeVisible();
});

declare global {
  // What a page has started since it was watched.
  var started: { readonly tracks: MediaStreamTrack[]; readonly peers: RTCPeerConnection[] };
}

function watchTracks(): void {
  const started: typeof globalThis.started = { tracks: [], peers: [] };
  globalThis.started = started;
  const media = navigator.mediaDevices;
  const get = media.getUserMedia.bind(media);
  media.getUserMedia = async (asked) => {
    const stream = await get(asked);
    started.tracks.push(...stream.getTracks());
    return stream;
  };
  const Peer = RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Peer {
    constructor(config?: RTCConfiguration) {
      super(config);
      started.peers.push(this);
    }
  };
}

function running(): { readonly tracks: number; readonly peers: number } {
  return {
    tracks: started.tracks.filter(({ readyState }) => readyState === "live").length,
    peers: started.peers.filter(({ signalingState }) => signalingState !== "closed").length,
  };
}

function refuseMicrophone(): void {
  const media = navigator.mediaDevices;
  const get = media.getUserMedia.bind(media);
  media.getUserMedia = (asked) =>
    asked?.audio === false ? get(asked) : Promise.reject(new DOMException("", "NotAllowedError"));
}

const widthOf = (video: Element): number => (video instanceof HTMLVideoElement ? video.videoWidth : 0);
