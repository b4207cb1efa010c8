/** What people do in calls, and what of them can be measured. */
import { expect, type Locator, type Page } from "@playwright/test";

/** Remembers every track and connection of a page, so that a test can look at them. */
export async function watchMedia(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { tracks: new Array<MediaStreamTrack>(), peers: new Array<RTCPeerConnection>() };
    Object.assign(globalThis, { seen });
    const { mediaDevices } = navigator;
    const [user, display] = [mediaDevices.getUserMedia, mediaDevices.getDisplayMedia];
    mediaDevices.getUserMedia = async (how) => {
      const stream = await user.call(mediaDevices, how);
      seen.tracks.push(...stream.getTracks());
      return stream;
    };
    mediaDevices.getDisplayMedia = async (how) => {
      const stream = await display.call(mediaDevices, how);
      seen.tracks.push(...stream.getTracks());
      return stream;
    };
    const Peer = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Peer {
      constructor(how?: RTCConfiguration) {
        super(how);
        seen.peers.push(this);
      }
    };
  });
}

declare const seen: { readonly tracks: MediaStreamTrack[]; readonly peers: RTCPeerConnection[] };

export const start = (page: Page, kind: "video" | "voice"): Promise<void> =>
  page
    .getByRole("button", { name: `Start ${kind} call` })
    .first()
    .click();

/** Goes on where this server offers no relay and the address would be seen. */
export async function showAddress(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Go on, show it" }).click();
}

export const accept = (page: Page): Promise<void> =>
  page.getByRole("button", { name: "Accept", exact: true }).click();

export const hangUp = (page: Page): Promise<void> => page.getByRole("button", { name: "Hang up" }).click();

export const remotePicture = (page: Page): Locator =>
  page.getByLabel(/^Picture of /).and(page.locator("video"));

/** Frames of the other side's picture decoded so far in the running call. */
export const frames = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let decoded = 0;
    for (const peer of seen.peers.filter(({ connectionState }) => connectionState === "connected")) {
      for (const entry of (await peer.getStats()).values()) {
        if (entry.type === "inbound-rtp" && entry.kind === "video") decoded += entry.framesDecoded ?? 0;
      }
    }
    return decoded;
  });

/** The picture stands on the screen, and new frames of it come. */
export async function expectPicture(page: Page): Promise<void> {
  await expect(remotePicture(page)).toBeVisible();
  const before = await frames(page);
  await expect.poll(() => frames(page)).toBeGreaterThan(before + 3);
}

/** How loud the other side was in the next second and a half: root of the mean energy played out, 0…1. */
export const loudness = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const heard = async () => {
      const peer = seen.peers.findLast(({ connectionState }) => connectionState === "connected");
      const stats = [...((await peer?.getStats())?.values() ?? [])];
      const sound = stats.find(({ type, kind }) => type === "inbound-rtp" && kind === "audio");
      return { energy: sound?.totalAudioEnergy ?? 0, lasted: sound?.totalSamplesDuration ?? 0 };
    };
    const before = await heard();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const after = await heard();
    const lasted = after.lasted - before.lasted;
    return lasted <= 0 ? 0 : Math.sqrt(Math.max(0, after.energy - before.energy) / lasted);
  });

export const expectSound = (page: Page): Promise<void> =>
  expect.poll(() => loudness(page)).toBeGreaterThan(0.01);

/** The kinds of candidates the chosen pair consists of, and how the relay is reached. */
export const path = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const peer = seen.peers.findLast(({ connectionState }) => connectionState === "connected");
    const stats = [...((await peer?.getStats())?.values() ?? [])];
    const transport = stats.find(({ type }) => type === "transport");
    const pair = stats.find(({ id }) => id === transport?.selectedCandidatePairId);
    const local = stats.find(({ id }) => id === pair?.localCandidateId);
    const remote = stats.find(({ id }) => id === pair?.remoteCandidateId);
    return [local?.candidateType, remote?.candidateType, local?.relayProtocol].filter(Boolean).join(" ");
  });

/** Devices of this page that still run. */
export const running = (page: Page): Promise<number> =>
  page.evaluate(() => seen.tracks.filter(({ readyState }) => readyState === "live").length);

export const connections = (page: Page): Promise<number> =>
  page.evaluate(() => seen.peers.filter(({ connectionState }) => connectionState !== "closed").length);
