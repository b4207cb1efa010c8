/** What people do with files, and what arrives of them. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import { log } from "./people.ts";

export type Chosen = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Offers files by the button people press. */
export async function attach(page: Page, files: string | Chosen | Chosen[]): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach file" }).click();
  await (await choosing).setFiles(files);
}

export const bubble = (page: Page, name: string | RegExp): Locator =>
  log(page).getByRole("article").filter({ hasText: name });

/** Goes on where this server has no relay and the address would be seen. */
export async function showAddress(page: Page): Promise<void> {
  await log(page).getByRole("button", { name: "Go on, show it" }).last().click();
}

export const accept = (page: Page, name: string): Promise<void> =>
  log(page)
    .getByRole("button", { name: `Accept ${name}` })
    .click();

/** Saves what waits in the page; its bytes and the name it is given. */
export async function save(page: Page, name: string): Promise<{ bytes: Buffer; name: string }> {
  const downloading = page.waitForEvent("download");
  await log(page)
    .getByRole("button", { name: `Save ${name}` })
    .click();
  const download = await downloading;
  return { bytes: await readFile(await download.path()), name: download.suggestedFilename() };
}

/** From one to the other, until both say that it is there whole. */
export async function send(from: Page, to: Page, file: Chosen, isFirst = false): Promise<void> {
  await attach(from, file);
  if (isFirst) await showAddress(from);
  await accept(to, file.name);
  if (isFirst) await showAddress(to);
  await expect(bubble(to, file.name)).toContainText("Whole");
  await expect(bubble(from, file.name)).toContainText("Arrived whole");
}

/** The sender's channel is cut off after so many bytes each; `network`: and with it the line to the server. */
export async function cutAfter(page: Page, cuts: readonly number[]): Promise<void> {
  await page.exposeBinding("cutNetwork", async ({ context }) => {
    await context.setOffline(true);
    setTimeout(() => void context.setOffline(false), 2_000);
  });
  await page.addInitScript((points: readonly number[]) => {
    const left = [...points];
    let sent = 0;
    const { send } = RTCDataChannel.prototype;
    RTCDataChannel.prototype.send = function (this: RTCDataChannel, what: unknown) {
      const data = what as Uint8Array;
      Reflect.apply(send, this, [data]);
      sent += data.byteLength;
      if (left[0] === undefined || sent < left[0]) return;
      left.shift();
      Object.assign(globalThis, { cutsMade: points.length - left.length });
      this.close();
      const cutNetwork: unknown = Reflect.get(globalThis, "cutNetwork");
      if (left.length === 0 && typeof cutNetwork === "function") cutNetwork();
    };
  }, cuts);
}

export const cutsMade = (page: Page): Promise<unknown> =>
  page.evaluate(() => Reflect.get(globalThis, "cutsMade"));

/** Bytes a second through a bare channel from one page to the other, with the same pieces and backpressure. */
export async function plainThroughput(from: Page, to: Page, bytes: number): Promise<number> {
  await to.evaluate((whole) => {
    const peer = new RTCPeerConnection();
    const channel = peer.createDataChannel("plain", { negotiated: true, id: 0 });
    let got = 0;
    const done = new Promise<number>((resolve) => {
      let began = 0;
      channel.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
        began ||= performance.now();
        got += data.byteLength;
        if (got >= whole) resolve((whole / (performance.now() - began)) * 1000);
      };
    });
    Object.assign(globalThis, { plain: { peer, done } });
  }, bytes);
  const offer = await from.evaluate(async (whole) => {
    const peer = new RTCPeerConnection();
    const channel = peer.createDataChannel("plain", { negotiated: true, id: 0 });
    channel.bufferedAmountLowThreshold = 262_144;
    const piece = new Uint8Array(65_574);
    channel.onopen = async () => {
      for (let sent = 0; sent < whole; sent += piece.length) {
        if (channel.bufferedAmount > 1_048_576)
          await new Promise((resolve) => (channel.onbufferedamountlow = resolve));
        channel.send(piece);
      }
    };
    Object.assign(globalThis, { plain: { peer } });
    return describe(peer, await peer.createOffer());
    async function describe(of: RTCPeerConnection, made: RTCSessionDescriptionInit) {
      await of.setLocalDescription(made);
      while (of.iceGatheringState !== "complete")
        await new Promise((resolve) => (of.onicegatheringstatechange = resolve));
      return of.localDescription?.sdp ?? "";
    }
  }, bytes);
  const answer = await to.evaluate(async (sdp) => {
    const { peer } = Reflect.get(globalThis, "plain") as { peer: RTCPeerConnection };
    await peer.setRemoteDescription({ type: "offer", sdp });
    await peer.setLocalDescription(await peer.createAnswer());
    while (peer.iceGatheringState !== "complete")
      await new Promise((resolve) => (peer.onicegatheringstatechange = resolve));
    return peer.localDescription?.sdp ?? "";
  }, offer);
  await from.evaluate(async (sdp) => {
    const { peer } = Reflect.get(globalThis, "plain") as { peer: RTCPeerConnection };
    await peer.setRemoteDescription({ type: "answer", sdp });
  }, answer);
  const speed = await to.evaluate(() => (Reflect.get(globalThis, "plain") as { done: Promise<number> }).done);
  for (const page of [from, to])
    await page.evaluate(() => (Reflect.get(globalThis, "plain") as { peer: RTCPeerConnection }).peer.close());
  return speed;
}

/** A picture as a camera writes it: made by a canvas, with a place and a maker beside it. */
export async function photo(page: Page, name: string, w = 640, h = 400): Promise<Chosen> {
  const base64 = await page.evaluate(
    ([width, height]) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width ?? 1, height ?? 1];
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no canvas");
      const sky = context.createLinearGradient(0, 0, 0, canvas.height);
      sky.addColorStop(0, "#06255e");
      sky.addColorStop(1, "#f0a070");
      context.fillStyle = sky;
      context.fillRect(0, 0, canvas.width, canvas.height);
      return canvas.toDataURL("image/jpeg").split(",")[1] ?? "";
    },
    [w, h],
  );
  const plain = Buffer.from(base64, "base64");
  const exif = Buffer.from("Exif\0\0MM\0*GPSLatitude 48.1486 Make NotACamera");
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  const buffer = Buffer.concat([plain.subarray(0, 2), head, exif, plain.subarray(2)]);
  return { name, mimeType: "image/jpeg", buffer };
}
