/** Calls on networks that lose, delay, move and fall silent (CA1, CA2), as figures over many runs. */
import { expect, test } from "@playwright/test";
import { type Figure, figure, table } from "./figures.ts";
import type { Frames } from "./frames.ts";
import { allPaths, directPaths } from "./lab.ts";
import {
  call,
  callButton,
  compareWords,
  hangUp,
  type People,
  type Scene,
  startScene,
  watchBoth,
} from "./scene.ts";

const runs = Number(process.env["NET_RUNS"] ?? "1");
/** To look at one thing: a part of its name in the table. */
const only = process.env["NET_ONLY"] ?? "";
/** A run that hangs ends by its own limits; this one is for all of them together, ms. */
const mostPerRunMs = 180_000;
test.describe.configure({ mode: "default", timeout: runs * mostPerRunMs });

let scene: Scene;
const figures: Figure[] = [];

test.beforeAll(async () => {
  scene = await startScene(Number(process.env["NET_SEED"] ?? "1"));
});

test.afterAll(async () => {
  await scene?.stop();
});

test("[CA1] both call at the same moment: one call, both connected, once", async () => {
  await measure("both call at once: both see each other", 15_000, async (people) => {
    const pressed = Date.now();
    await Promise.all(people.both.map((page) => callButton(page).click()));
    const frames = await watchBoth(people);
    const seen = await Promise.all(frames.map((each) => each.firstAfter(pressed, 20_000)));
    await people.ann.waitForTimeout(2_000);
    for (const page of people.both) {
      await expect(page.getByRole("button", { name: "Accept" })).toHaveCount(0);
      await expect(page.getByRole("button", { name: "Hang up" })).toHaveCount(1);
    }
    const before = await Promise.all(people.both.map((page) => ended(page).count()));
    await hangUp(people);
    for (const [n, page] of people.both.entries()) {
      await expect(ended(page)).toHaveCount((before[n] ?? 0) + 1);
      await expect(page.getByText(/Missed call|No answer to the call/)).toHaveCount(0);
    }
    return Math.max(...seen);
  });
});

for (const { way, prepare } of [
  { way: "relayed", prepare: async () => {} },
  { way: "direct", prepare: compareWords },
]) {
  test(`[CA2] a change of network in a ${way} call: the picture is back within 4 s`, async () => {
    const what = `${way}, another network after 0.3 s without: picture back`;
    await measure(
      what,
      4_000,
      inCall(async (frames) => backOf(frames, await scene.lab.moveAnn(300))),
      prepare,
    );
  });
}

// Where both networks are there for a moment, no desktop browser says a word: the path just falls silent.
test("[CA2] a change of network without a word of the browser: the picture is back within 10 s", async () => {
  const slip = inCall(async (frames) => backOf(frames, await scene.lab.moveAnn(-500)));
  await measure("relayed, another network, both for 0.5 s: picture back", 10_000, slip);
});

test("[CA2] the direct path dies without a sign while the relay lives: the picture is back within 10 s", async () => {
  const die = inCall(async (frames) => {
    const cutAt = Date.now();
    await scene.lab.set(directPaths, { isCut: true });
    return backOf(frames, cutAt).finally(() => scene.lab.set(directPaths, { isCut: false }));
  });
  await measure("direct path dead, relay alive: picture back", 10_000, die, compareWords);
});

test("[CA2] every path is silent for 5 s: the picture is back within 10 s of the cut", async () => {
  const fallSilent = inCall(async (frames) => {
    const cutAt = Date.now();
    await scene.lab.set(allPaths, { isCut: true });
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    await scene.lab.set(allPaths, { isCut: false });
    return backOf(frames, cutAt);
  });
  await measure("all silent for 5 s: picture back since the cut", 10_000, fallSilent);
});

// Judged here, because a test that fails begins a new process, and the table would be torn.
test("[CA1] [CA2] no run failed, and each kept within its goal", () => {
  console.log(`\n${table(figures)}\n`);
  expect(figures.flatMap(({ failures }) => failures)).toEqual([]);
  for (const { what, times, goalMs } of figures) {
    expect({ what, max: Math.max(...times) <= goalMs }).toEqual({ what, max: true });
  }
});

const ended = (page: People["ann"]) => page.getByText(/^Call ended, /);

/** How long the picture is watched after a change at least, and at most, ms. */
const watchMs = 7_000;
const giveUpMs = 40_000;

/** Both sides' pictures; the one that came back later counts. */
async function backOf(frames: readonly Frames[], since: number): Promise<number> {
  return Math.max(...(await Promise.all(frames.map((each) => each.backSince(since, watchMs, giveUpMs)))));
}

/** Around what happens in a call: the call, a moment to settle, and its end. */
const inCall = (happen: (frames: readonly Frames[]) => Promise<number>) => async (people: People) => {
  const frames = await call(people);
  await people.ann.waitForTimeout(3_000);
  const back = await happen(frames);
  await hangUp(people);
  return back;
};

/** Runs it `runs` times between two people; after one that failed they meet anew. */
async function measure(
  what: string,
  goalMs: number,
  once: (people: People) => Promise<number>,
  prepare: (people: People) => Promise<void> = async () => {},
): Promise<void> {
  if (!what.includes(only)) return;
  const one = figure(what, goalMs);
  figures.push(one);
  const { times, failures } = one;
  let people: People | null = null;
  for (let n = 0; n < runs; n += 1) {
    try {
      if (people === null) {
        people = await scene.meet();
        await prepare(people);
      }
      times.push(await once(people));
      console.log(`${what}: ${times.at(-1)} ms`);
    } catch (cause) {
      failures.push(String(cause));
      console.log(`${what}: FAILED ${String(cause)}`);
      people = null;
    }
  }
}
