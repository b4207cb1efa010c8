/** The harness itself: two peer connections, signalling by the test, nothing of the product. */
import { type Browser, expect, type Page, test } from "@playwright/test";
import { launchAt } from "./browsers.ts";
import { watchFrames } from "./frames.ts";
import { directPaths, type Lab, startLab } from "./lab.ts";

let lab: Lab;
let browsers: readonly Browser[] = [];

test.beforeAll(async () => {
  lab = await startLab(1);
  browsers = [await launchAt(lab, "ann"), await launchAt(lab, "bob")];
});

test.afterAll(async () => {
  for (const browser of browsers) await browser.close();
  await lab?.stop();
});

test("loss and delay are what was ordered, a cut is silent, and a path that returns is used again", async () => {
  const [ann, bob] = await Promise.all(browsers.map(blank));
  if (ann === undefined || bob === undefined) throw new Error("two browsers");
  await bob.evaluate(answer, await ann.evaluate(offer)).then((text) => ann.evaluate(accept, text));
  await expect.poll(() => bob.evaluate(state)).toBe("connected");

  const { sent, returned, sorted } = await ann.evaluate(echo);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const share = returned / sent;
  console.log(`echo: ${(100 * (1 - share)).toFixed(1)} % lost both ways, median ${middle.toFixed(0)} ms`);
  // There and back: 0.95², 80 ± 20 ms and what the browsers themselves take.
  expect(share).toBeGreaterThan(0.82);
  expect(share).toBeLessThan(0.97);
  expect(sorted[0]).toBeGreaterThanOrEqual(60);
  expect(middle).toBeLessThan(115);

  const frames = await watchFrames(bob);
  await frames.flow();
  const cutAt = Date.now();
  await lab.set(directPaths, { isCut: true });
  await bob.waitForTimeout(3000);
  await lab.set(directPaths, { isCut: false });
  const back = await frames.backSince(cutAt, 3000, 30_000);
  console.log(`cut for 3 s: picture back after ${back} ms`);
  expect(back).toBeGreaterThan(2500);
  expect(back).toBeLessThan(8000);
});

async function blank(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.setContent("<video autoplay muted playsinline></video>");
  return page;
}

declare global {
  // One connection and one channel a page.
  var peer: RTCPeerConnection;
  var channel: RTCDataChannel;
}

/** In the page: a small moving picture and a channel that loses what the network loses. */
async function offer(): Promise<string> {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  setInterval(() => pen?.fillRect(Math.random() * 200, Math.random() * 100, 9, 9), 50);
  globalThis.peer = new RTCPeerConnection();
  for (const track of canvas.captureStream(15).getTracks()) peer.addTrack(track);
  globalThis.channel = peer.createDataChannel("echo", { ordered: false, maxRetransmits: 0 });
  await peer.setLocalDescription();
  await new Promise<void>((resolve) => {
    peer.onicegatheringstatechange = () => peer.iceGatheringState === "complete" && resolve();
  });
  return peer.localDescription?.sdp ?? "";
}

async function answer(sdp: string): Promise<string> {
  globalThis.peer = new RTCPeerConnection();
  peer.ontrack = ({ track }) => {
    const video = document.querySelector("video");
    if (video !== null) video.srcObject = new MediaStream([track]);
  };
  peer.ondatachannel = ({ channel }) => {
    channel.onmessage = ({ data }) => channel.send(data);
  };
  await peer.setRemoteDescription({ type: "offer", sdp });
  await peer.setLocalDescription();
  await new Promise<void>((resolve) => {
    peer.onicegatheringstatechange = () => peer.iceGatheringState === "complete" && resolve();
  });
  return peer.localDescription?.sdp ?? "";
}

const accept = (sdp: string): Promise<void> => peer.setRemoteDescription({ type: "answer", sdp });

const state = (): string => peer.connectionState;

/** Sends 300 words and measures what comes back, ms. */
async function echo() {
  while (channel.readyState !== "open") await new Promise((resolve) => setTimeout(resolve, 50));
  const sent = 300;
  const times: number[] = [];
  channel.onmessage = ({ data }) => times.push(performance.now() - Number(data));
  for (let n = 0; n < sent; n += 1) {
    channel.send(String(performance.now()));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return { sent, returned: times.length, sorted: times.toSorted((a, b) => a - b) };
}
