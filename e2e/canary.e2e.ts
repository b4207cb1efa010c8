import type { Page } from "@playwright/test";
import { end, field, log, say, start, take } from "./people.ts";
import { contains, disguises, filesIn, keyDisguises } from "./disguises.ts";
import { recordingProxy } from "./recording-proxy.ts";
import { expect, test } from "./test.ts";
import { startServer } from "./server.ts";

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
  const atRest = Buffer.concat([Buffer.from(server.log()), filesIn(server.dataDir)]);
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
