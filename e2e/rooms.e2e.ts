import type { Page } from "@playwright/test";
import { accept, expectPicture, hangUp, showAddress, start, watchMedia } from "./calls.ts";
import { contains, disguises, filesIn, keyDisguises } from "./disguises.ts";
import { agree, field, linkOn, log, say, sit } from "./people.ts";
import { recordingProxy } from "./recording-proxy.ts";
import { type Server, startServer, startTerminal } from "./server.ts";
import { expect, test } from "./test.ts";

/** Creates a room; resolves with the link to pass on. */
async function create(page: Page): Promise<string> {
  await page.goto("/");
  await page.getByRole("button", { name: "Create secure room" }).click();
  if ((await page.evaluate(() => localStorage.getItem("chatorbit.consent"))) === null) await agree(page);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  return linkOn(page);
}

/** Two people in one room, with keys both have confirmed. */
async function meetIn(person: () => Promise<Page>): Promise<{ ann: Page; bob: Page; link: string }> {
  const [ann, bob] = [await person(), await person()];
  const link = await create(ann);
  await bob.goto(link);
  await sit(bob);
  await expect(field(bob)).toBeVisible();
  for (const page of [ann, bob]) await expect(status(page)).toContainText("not verified");
  return { ann, bob, link };
}

const status = (page: Page) => page.getByRole("status", { name: "Connection" });
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const idOf = (link: string) => /room\/([\w-]{22})#/.exec(link)?.[1] ?? "";

/** Holds the button that destroys the room until it is over. */
async function destroy(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Destroy room" }).first().hover();
  await page.mouse.down();
  await expect(heading(page)).toContainText(/destroyed/i);
  await page.mouse.up();
}

const said = async (page: Page, words: readonly string[]) => {
  const found = (texts: string[]) =>
    words.toSorted((a, b) => texts.join().indexOf(a) - texts.join().indexOf(b));
  for (const word of words) await expect(log(page)).toContainText(word);
  expect(found(await log(page).allInnerTexts())).toEqual(words);
};

/** Everything a browser's profile keeps that a script can reach, and the cookies besides. */
async function keptBy(page: Page): Promise<string> {
  const stored = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const records: unknown[] = [];
    for (const { name = "" } of databases) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error ?? new Error("no database"));
      });
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store);
        const read = <T>(request: IDBRequest<T>) =>
          new Promise<T>((resolve) => {
            request.onsuccess = () => resolve(request.result);
          });
        records.push(await read(all.getAllKeys()), await read(all.getAll()));
      }
      database.close();
    }
    const cached: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) cached.push(url);
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, records, cached, location.href]);
  });
  return stored + JSON.stringify(await page.context().cookies());
}

/** Every byte the server has written: database, its log of changes, and what it said. */
function keptByServer(server: Server): Buffer {
  return Buffer.concat([Buffer.from(server.log()), filesIn(server.dataDir)]);
}

test("[SR1] [SR2] [SR4] two people write in a room, reload, leave and come back: all of it is there, in order", async ({
  person,
}) => {
  const ann = await person();
  const link = await create(ann);
  expect(new URL(ann.url()).hash).toBe("");
  await say(ann, "before you came");
  const bob = await person();
  await bob.goto(link);
  await expect(heading(bob)).toHaveText("Someone invited you to a secure room for two.");
  expect(new URL(bob.url()).hash).toBe("");
  await sit(bob);
  await expect(log(bob)).toContainText("before you came");
  await say(bob, "I read it");
  await expect(log(ann)).toContainText("I read it");
  await expect(ann.getByRole("heading", { name: "Invite the other one" })).toHaveCount(0);

  await bob.reload();
  await said(bob, ["before you came", "I read it"]);
  await ann.close({ runBeforeUnload: false });
  await say(bob, "while you were away");
  const again = await ann.context().newPage();
  // The link passed on is dead by now; whoever has a seat comes back by it all the same.
  await again.goto(link);
  await said(again, ["before you came", "I read it", "while you were away"]);
  await say(again, "and back");
  await said(bob, ["before you came", "I read it", "while you were away", "and back"]);
  await again.goto(link.split("#")[0] ?? "");
  await said(again, ["before you came", "I read it", "while you were away", "and back"]);
});

test("[SR2] a third device is told that the room is full, also after a reload, and takes nothing", async ({
  person,
}) => {
  const { ann, bob, link } = await meetIn(person);
  const third = await person();
  await third.goto(link);
  await sit(third);
  await expect(heading(third)).toHaveText("This room is full");
  expect(new URL(third.url()).search).toBe("?error=room-full");
  await third.reload();
  await expect(third.getByRole("status").filter({ hasText: "That room is full" })).toBeVisible();
  expect(third.url()).toBe(new URL("/", link).href);
  for (const page of [ann, bob])
    await expect(page.getByRole("alert", { name: "Warnings" })).toContainText("A third device knocked");
  await say(ann, "still two");
  await expect(log(bob)).toContainText("still two");
});

test("[SR2] a link that is cut, damaged or gone says so, and each leads on", async ({ person }) => {
  const page = await person();
  const id = `${"A".repeat(21)}Q`;
  for (const [path, says] of [
    [`/room/${id}`, "The link is not whole"],
    [`/room/${id}#abc`, "The link is not whole"],
    [`/room/${id}#${"B".repeat(42)}A`, "This room is not there"],
  ] as const) {
    await page.goto("/help");
    await page.goto(path);
    await expect(heading(page)).toHaveText(says);
    await expect(page.getByRole("link", { name: "To the start page" })).toBeVisible();
  }
  expect(new URL(page.url()).search).toBe("?error=room-not-found");
});

test("[SR2] a crawler that looks at a link changes nothing", async ({ person, request }) => {
  const ann = await person();
  const link = await create(ann);
  const headers = { "user-agent": "Mozilla/5.0 (compatible; Slackbot-LinkExpanding 1.0)" };
  for (const method of ["GET", "HEAD", "GET"]) {
    const answer = await request.fetch(link, { method, headers });
    expect(answer.status()).toBe(200);
    expect(answer.headers()["set-cookie"]).toBeUndefined();
    expect(await answer.text()).not.toContain(idOf(link));
  }
  expect((await request.get(`/api/secure-rooms/join?roomId=${idOf(link)}`)).status()).toBeGreaterThan(399);
  const bob = await person();
  await bob.goto(link);
  await sit(bob);
  await expect(field(bob)).toBeVisible();
});

test("[SR5] destroy: both are on the last page, three ticks where one pressed, and nothing leads back", async ({
  person,
}) => {
  const { ann, bob, link } = await meetIn(person);
  await say(ann, "not for long");
  await expect(log(bob)).toContainText("not for long");
  await destroy(ann);
  await expect(heading(ann)).toHaveText("The room is destroyed.");
  await expect(ann.getByRole("region", { name: "Who has confirmed" }).getByText("done")).toHaveCount(2);
  await expect(heading(bob)).toContainText(/destroyed/i);
  for (const page of [ann, bob]) {
    expect(new URL(page.url()).search).toBe("?destroyed=true");
    expect(await page.content()).not.toContain("not for long");
  }
  await ann.goBack();
  await expect(ann.getByRole("button", { name: "Start session" })).toBeVisible();
  await bob.reload();
  await expect(bob.getByRole("status").filter({ hasText: "That room is over" })).toBeVisible();
  expect(bob.url()).toBe(new URL("/", link).href);
  await bob.goto(link);
  await expect(heading(bob)).toHaveText("This room is not there");
});

test("[SR5] a room is destroyed by keyboard, and by what cannot hold a button; too short a press destroys nothing", async ({
  person,
}) => {
  const ann = await person();
  await create(ann);
  const button = ann.getByRole("button", { name: "Destroy room" }).first();
  // Assistive technology clicks without a press: it is asked.
  await button.dispatchEvent("click");
  const dialog = ann.getByRole("dialog", { name: "Destroy the room for both?" });
  await dialog.getByRole("button", { name: "Stay" }).click();
  await expect(dialog).toHaveCount(0);
  await button.focus();
  await ann.keyboard.press("Enter");
  await expect(
    ann.getByText("Keep it pressed for one second to destroy. Nothing has happened."),
  ).not.toHaveCount(0);
  await expect(field(ann)).toBeVisible();
  await ann.keyboard.down("Enter");
  await expect(heading(ann)).toHaveText("The room is destroyed.");
  await ann.keyboard.up("Enter");
  // Nobody else was ever in it: two places, and no third that could be waited for.
  const places = ann.getByRole("region", { name: "Who has confirmed" }).getByRole("listitem");
  await expect(places).toHaveCount(2);
});

test("[SR1] the start page leads back to a room one has left, and a link pasted there leads to a knock", async ({
  person,
}) => {
  const ann = await person();
  const link = await create(ann);
  await say(ann, "I will be back");
  await ann.getByRole("button", { name: "Back to the start page" }).click();
  await ann.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
  await ann
    .getByRole("region", { name: "Your rooms" })
    .getByRole("link", { name: /^Go in/ })
    .click();
  await expect(log(ann)).toContainText("I will be back");
  const bob = await person();
  await bob.goto("/");
  await bob.getByRole("textbox", { name: "Code or link" }).fill(`here: ${link}`);
  await bob.getByRole("button", { name: "Join session" }).click();
  await agree(bob);
  await expect(heading(bob)).toHaveText("Someone invited you to a secure room for two.");
  expect(new URL(bob.url()).hash).toBe("");
});

test("[SR5] without a network a room is destroyed here at once, and the server hears of it later", async ({
  person,
}) => {
  const { ann, bob } = await meetIn(person);
  await ann.context().setOffline(true);
  await destroy(ann);
  await expect(heading(ann)).toHaveText("Destroyed here.");
  await ann.context().setOffline(false);
  await expect(heading(bob)).toContainText(/destroyed/i);
  await expect(heading(ann)).not.toHaveText("Destroyed here.");
});

for (const way of ["destroy", "time"] as const) {
  test(`[SR3] after the end by ${way} nothing of a room is left: server, its log, both browsers`, async ({
    browser,
  }) => {
    const server = await startServer({ CHAT_ROOM_TTL_SECONDS: way === "time" ? "40" : "600" });
    const person = async () => {
      const context = await browser.newContext({ baseURL: server.url, locale: "en-GB" });
      // The server's own usual time, which may be shorter than any a person can choose.
      await context.route("**/api/secure-rooms/create", (route) => route.continue({ postData: "{}" }));
      return context.newPage();
    };
    const { ann, bob, link } = await meetIn(person);
    const names = await Promise.all([ann, bob].map((page) => nameOf(page)));
    await say(ann, "canary in the coal mine");
    await expect(log(bob)).toContainText("canary in the coal mine");
    const seats = await Promise.all([ann, bob].map((page) => page.context().cookies()));
    const cookies = seats.flat().flatMap(({ name, value }) => [name, value]);
    expect(cookies).toHaveLength(4);
    // What is looked for is there before the end.
    expect(keptByServer(server).includes('"encrypted"')).toBe(true);
    expect(holds(await keptBy(bob), [idOf(link)])).toEqual([idOf(link)]);

    if (way === "destroy") await destroy(ann);
    for (const page of [ann, bob]) {
      await expect(page.getByRole("region", { name: "Who has confirmed" })).toBeVisible({ timeout: 60_000 });
      expect(new URL(page.url()).search).toBe("?destroyed=true");
    }
    const secrets = [idOf(link), link.split("#")[1] ?? "", "canary", ...cookies];
    for (const [page, peersName] of [
      [ann, names[1]],
      [bob, names[0]],
    ] as const) {
      // One's own name is the device's, and stays (SR1).
      const gone = [...secrets, peersName ?? "", "co:r:", "co:w:", "co:o:"];
      await expect.poll(async () => holds(await keptBy(page), gone)).toEqual([]);
    }
    await expect.poll(() => keptByServer(server).includes('"encrypted"')).toBe(false);
    expect([...secrets, ...names].filter((secret) => keptByServer(server).includes(secret))).toEqual([]);
    for (const page of [ann, bob]) await page.context().close();
    await server.stop();
  });
}

const holds = (text: string, secrets: readonly string[]) => secrets.filter((secret) => text.includes(secret));

async function nameOf(page: Page): Promise<string> {
  const more = page.getByRole("button", { name: "More", exact: true });
  if (await more.isVisible()) await more.click();
  const name = await page.getByRole("textbox", { name: "Your name in rooms" }).inputValue();
  expect(name).toMatch(/^anonymous-[a-z]+-[0-9a-f]{5}$/);
  if (await more.isVisible()) await page.keyboard.press("Escape");
  return name;
}

test("[SR4] [TS11] [CA1] in a room one verifies and calls as in a session; a reload keeps what was verified", async ({
  person,
}) => {
  const { ann, bob } = await meetIn(async () => {
    const page = await person();
    await watchMedia(page);
    return page;
  });
  for (const page of [ann, bob]) {
    await page.getByRole("button", { name: "Verify" }).first().click();
    await page.getByRole("button", { name: "They match" }).click();
    await expect(status(page)).toContainText("2 of 2");
  }
  await bob.reload();
  for (const page of [ann, bob]) await expect(status(page)).not.toContainText("not verified");
  await start(ann, "video");
  await showAddress(ann);
  await accept(bob);
  await showAddress(bob);
  for (const page of [ann, bob]) await expectPicture(page);
  await hangUp(ann);
  await expect(log(bob)).toContainText("Call ended");
  for (const name of ["More time", "Open the seat again"])
    await expect(ann.getByRole("button", { name })).toHaveCount(0);
});

test("[SR1] [OP6] a terminal makes a room, a browser comes by its link; a second terminal finds it full", async ({
  person,
  server,
}) => {
  const terminal = startTerminal("room", "--server", server.url);
  const [link] = await terminal.prints(/http\S+\/room\/\S+#\S{43}/);
  await terminal.prints(/conversation is open/);
  terminal.write("before you came");
  const bob = await person();
  await bob.goto(link);
  await sit(bob);
  await expect(log(bob)).toContainText("before you came");
  await say(bob, "from the browser");
  await terminal.prints(/them: from the browser/);
  const third = startTerminal("chat", link);
  await third.prints(/^/);
  expect(await third.ended).toBe(1);
  terminal.write("/end");
  await expect(heading(bob)).toContainText(/destroyed/i);
  expect(await terminal.ended).toBe(0);
});

/** Every key of a room this browser has, opened with the browser's own key as the page does. */
async function keysOf(page: Page, room: string): Promise<readonly string[]> {
  const record = await page.evaluate(async (name) => {
    const read = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("no database"));
      });
    const database = await read(indexedDB.open("chatorbit"));
    const shelf = database.transaction("sealed").objectStore("sealed");
    const [key, sealed] = await Promise.all([
      read(shelf.get("key") as IDBRequest<CryptoKey>),
      read(shelf.get(name) as IDBRequest<{ iv: BufferSource; bytes: BufferSource }>),
    ]);
    database.close();
    const how = { name: "AES-GCM", iv: sealed.iv, additionalData: new TextEncoder().encode(name) };
    return new TextDecoder().decode(await crypto.subtle.decrypt(how, key, sealed.bytes));
  }, `co:r:${room}`);
  return [...record.matchAll(/"(?:ek|key)":"([^"]+)"/g)].map(([, key = ""]) => key);
}

test("[CRYPTO §13 canary] nothing a room is for reaches the wire, the log or the disk", async ({
  browser,
}) => {
  const server = await startServer();
  const proxy = await recordingProxy(server.url);
  const person = async () => (await browser.newContext({ baseURL: proxy.url, locale: "en-GB" })).newPage();
  const ann = await person();
  const link = await create(ann);
  const texts = ["canary in the coal mine", "kanárik v bani", "Thursday at the notary"] as const;
  await say(ann, texts[0]);
  const alone = await keysOf(ann, idOf(link));
  expect(alone).toContain(Buffer.from(link.split("#")[1] ?? "", "base64url").toString("base64"));
  const bob = await person();
  await bob.goto(link);
  await sit(bob);
  await expect(log(bob)).toContainText(texts[0]);
  for (const page of [ann, bob]) await expect(status(page)).toContainText("not verified");
  await say(bob, texts[1]);
  await expect(log(ann)).toContainText(texts[1]);
  await bob.reload();
  await expect(log(bob)).toContainText(texts[1]);
  await say(bob, texts[2]);
  await expect(log(ann)).toContainText(texts[2]);
  const keys = [...alone, ...(await keysOf(ann, idOf(link))), ...(await keysOf(bob, idOf(link)))];
  expect(new Set(keys).size).toBeGreaterThan(2);
  const names = await Promise.all([ann, bob].map(nameOf));

  const needles = [...[...texts, ...names].flatMap(disguises), ...keys.flatMap(keyDisguises)];
  const seats = (await Promise.all([ann, bob].map((page) => page.context().cookies()))).flat();
  const wire = proxy.bytes();
  // While the room runs: what it keeps is there, and says nothing.
  const atRest = keptByServer(server);
  expect(contains(wire, [Buffer.from('"type":"send"'), Buffer.from('"type":"ev"')])).toHaveLength(2);
  expect(contains(atRest, [Buffer.from('"encrypted"')])).toHaveLength(1);
  expect(contains(wire, needles)).toEqual([]);
  expect(contains(atRest, needles)).toEqual([]);
  // The seat and the id are credentials and addresses: on the wire they have to be, at rest and in logs never.
  const credentials = [...seats.map(({ value }) => value), idOf(link)];
  expect(contains(atRest, credentials.flatMap(disguises))).toEqual([]);
  for (const page of [ann, bob]) await page.context().close();
  await proxy.stop();
  await server.stop();
});
