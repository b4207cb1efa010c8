import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { end, field, log, say, start, take } from "./people.ts";
import { recordingProxy } from "./recording-proxy.ts";
import { expect, test } from "./test.ts";
import { startServer } from "./server.ts";

/** Every way in which a text could stand in bytes. */
function disguises(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const shifted = [0, 1, 2].map((shift) => {
    // base64 of the text behind 0…2 other bytes, without the symbols that depend on its neighbours.
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replaceAll("=", "");
    return encoded.slice(shift === 0 ? 0 : shift + 1, -2);
  });
  const texts = [
    text,
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    ...shifted,
    ...shifted.map((encoded) => encoded.replaceAll("+", "-").replaceAll("/", "_")),
  ];
  return texts.map((each) => Buffer.from(each));
}

/** Every way in which key bytes could stand in bytes. */
const keyDisguises = (base64: string): readonly Buffer[] => {
  const bytes = Buffer.from(base64, "base64");
  const texts = [
    base64,
    bytes.toString("base64url"),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
  ];
  return [bytes, ...texts.map((text) => Buffer.from(text))];
};

type Kept = { readonly sessionId: string; readonly key: string; readonly ratchet: unknown };

/** Keys of a seat, as the tab keeps them. */
async function secretsOf(
  page: Page,
): Promise<{ readonly keys: readonly string[]; readonly seatKey: string }> {
  const text = await page.evaluate(
    () =>
      Object.entries(sessionStorage).find(([name]) => name.startsWith("co:s:"))?.[1] as string | undefined,
  );
  const kept = JSON.parse(text ?? "{}") as Kept;
  const psks = [...JSON.stringify(kept.ratchet).matchAll(/"psk":"([^"]+)"/g)].map(([, psk = ""]) => psk);
  expect(psks.length).toBeGreaterThan(0);
  return { keys: [kept.sessionId, ...psks], seatKey: kept.key };
}

const contains = (haystack: Buffer, needles: readonly Buffer[]) =>
  needles.filter((needle) => needle.length >= 6 && haystack.includes(needle)).map(String);

test("[CRYPTO §13 canary] nothing secret reaches the wire, the log or the disk", async ({ browser }) => {
  const server = await startServer();
  const proxy = await recordingProxy(server.url);
  const person = async () => (await browser.newContext({ baseURL: proxy.url, locale: "en-GB" })).newPage();
  const [ann, bob] = [await person(), await person()];
  const link = await start(ann);
  await take(bob, link);
  await expect(field(ann)).toBeVisible();
  const texts = ["canary in the coal mine", "kanárik v bani", "Thursday at the notary"];
  await say(ann, texts[0] ?? "");
  await say(bob, texts[1] ?? "");
  await expect(log(ann)).toContainText(texts[1] ?? "");
  await bob.reload();
  await expect(field(bob)).toBeVisible();
  await say(bob, texts[2] ?? "");
  await expect(log(ann)).toContainText(texts[2] ?? "");
  const secrets = await Promise.all([ann, bob].map(secretsOf));
  await end(ann);
  await expect(bob.getByRole("heading", { level: 1 })).toContainText("over");

  const secret8 = link.split("#")[1] ?? "";
  const needles = [
    ...texts.flatMap(disguises),
    ...[secret8, secret8.slice(0, 7)].flatMap(disguises),
    ...secrets.flatMap(({ keys }) => keys.flatMap(keyDisguises)),
  ];
  const wire = proxy.bytes();
  const disk = readdirSync(server.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  const atRest = Buffer.concat([Buffer.from(server.log()), ...disk]);
  expect(wire.length).toBeGreaterThan(10_000);
  expect(contains(wire, [Buffer.from('"type":"send"'), Buffer.from('"type":"pass"')])).toHaveLength(2);
  expect(contains(wire, needles)).toEqual([]);
  expect(contains(atRest, needles)).toEqual([]);
  // The seat key is a credential: on the wire it has to be, at rest and in logs never. Nor the token.
  const token = /session\/([0-9A-Z]{12})/.exec(link)?.[1] ?? "";
  const credentials = [...secrets.flatMap(({ seatKey }) => disguises(seatKey)), Buffer.from(token)];
  expect(contains(atRest, credentials)).toEqual([]);
  for (const page of [ann, bob]) await page.context().close();
  await proxy.stop();
  await server.stop();
});
