/** Ann and Bob at their places of the lab, with the real server and a relay between them. */
import { type Browser, expect, type Page } from "@playwright/test";
import { meet } from "../people.ts";
import { startServer } from "../server.ts";
import { launchAt, origin, port } from "./browsers.ts";
import { type Frames, watchFrames } from "./frames.ts";
import { internet, type Lab, startLab } from "./lab.ts";
import { bound } from "./processes.ts";
import { startRelay } from "./relay.ts";
import { isTraced, trace } from "./trace.ts";

export type People = { readonly ann: Page; readonly bob: Page; readonly both: readonly [Page, Page] };

export type Scene = {
  readonly lab: Lab;
  /** Two people who have just met, in browsers that know nothing of before. */
  readonly meet: () => Promise<People>;
  readonly stop: () => Promise<void>;
};

export async function startScene(seed: number): Promise<Scene> {
  const lab = await startLab(seed);
  const ends: (() => Promise<void>)[] = [lab.stop];
  const stop = async () => {
    for (const end of ends.toReversed()) await end();
  };
  try {
    const relay = await startRelay(lab);
    ends.push(relay.stop);
    const env = { HOST: internet, PORT: String(port), ...relay.env };
    const server = await startServer(env, undefined, [...bound, ...lab.at("net")]);
    ends.push(server.stop);
    const browsers: Browser[] = [];
    for (const place of ["ann", "bob"] as const) {
      const browser = await launchAt(lab, place);
      browsers.push(browser);
      ends.push(() => browser.close());
    }
    return { lab, meet: () => meetIn(browsers), stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function meetIn(browsers: readonly Browser[]): Promise<People> {
  const pages: Page[] = [];
  for (const browser of browsers) {
    for (const old of browser.contexts()) await old.close();
    const context = await browser.newContext({ baseURL: origin, locale: "en-GB" });
    pages.push(await context.newPage());
  }
  const { ann, bob } = await meet(async () => {
    const page = pages.shift();
    if (page === undefined) throw new Error("two people");
    return page;
  });
  if (isTraced) await Promise.all([trace(ann, "ann"), trace(bob, "bob")]);
  return { ann, bob, both: [ann, bob] };
}

/** Both say that the safety words match: from now on calls may go direct. */
export async function compareWords({ both }: People): Promise<void> {
  for (const page of both) {
    await page.getByRole("button", { name: "Verify" }).first().click();
    await page.getByRole("button", { name: "They match" }).click();
    await expect(page.getByRole("button", { name: "They match" })).toBeHidden();
    await page.keyboard.press("Escape");
  }
}

export const callButton = (page: Page) => page.getByRole("button", { name: "Start video call" });
const hangUpButton = (page: Page) => page.getByRole("button", { name: "Hang up" });

/** What each sees of the other. */
export const watchBoth = ({ both }: People): Promise<readonly Frames[]> =>
  Promise.all(both.map((page) => watchFrames(page, 'video[aria-label^="Picture of"]')));

/** Ann calls, Bob accepts; resolves when both see each other. */
export async function call(people: People): Promise<readonly Frames[]> {
  await callButton(people.ann).click();
  await people.bob.getByRole("button", { name: "Accept", exact: true }).click();
  const frames = await watchBoth(people);
  await Promise.all(frames.map((each) => each.flow()));
  return frames;
}

export async function hangUp({ ann, both }: People): Promise<void> {
  await hangUpButton(ann).first().click();
  for (const page of both) await expect(hangUpButton(page)).toHaveCount(0);
}
