import type { Page } from "@playwright/test";
import { findings } from "./axe.ts";
import { agree, end, meet, say, sit } from "./people.ts";
import { expect, test } from "./test.ts";

test("[LG6] axe finds nothing on any page and state of a session", async ({ person }) => {
  const ann = await person();
  let bob = await person();
  const clean = async (page: Page, where: string) =>
    expect({ where, found: await findings(page) }).toEqual({ where, found: [] });
  for (const path of ["/", "/help", "/security", "/terms-of-service", "/nothing-here"]) {
    await ann.goto(path);
    await clean(ann, path);
  }
  for (const path of ["/sk/", "/sk/help", "/sk/privacy-policy"]) {
    await bob.goto(path);
    await clean(bob, path);
  }
  await ann.goto("/");
  await ann.getByRole("button", { name: "Change limits" }).click();
  await clean(ann, "limits");
  await ann.getByRole("button", { name: "Start session" }).click();
  await expect(ann.getByRole("dialog")).toBeVisible();
  await clean(ann, "consent");
  await agree(ann);
  await expect(ann.getByRole("button", { name: "Copy link" })).toBeVisible();
  await clean(ann, "waiting");
  await ann.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await ann.getByRole("button", { name: "Copy link" }).click();
  const link = await ann.evaluate(() => navigator.clipboard.readText());
  bob = await person();
  await bob.goto(link);
  await expect(bob.getByRole("button", { name: "Take my seat" })).toBeVisible();
  await clean(bob, "knock");
  await sit(bob);
  await say(bob, "words to look at, https://example.org");
  await say(ann, "and an answer");
  await clean(ann, "conversation");
  await clean(bob, "conversation");
  await ann.getByRole("button", { name: "Verify" }).first().click();
  await clean(ann, "verify");
  await ann.keyboard.press("Escape");
  await end(ann);
  await expect(ann.getByRole("heading", { level: 1 })).toContainText("over");
  await clean(ann, "ended");
});

test("[LG6] a phone, a narrow window and 200 % zoom hide nothing and spill nothing", async ({ person }) => {
  const { ann, bob } = await meet(person);
  await say(
    ann,
    "a word as long as a street: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
  );
  for (const width of [320, 390, 720]) {
    for (const page of [ann, bob]) {
      await page.setViewportSize({ width, height: 700 });
      await expect(page.getByRole("textbox", { name: "Message" })).toBeInViewport();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  }
});
