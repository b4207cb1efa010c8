import type { Page } from "@playwright/test";
import { findings } from "./axe.ts";
import { field, log, meet, say } from "./people.ts";
import { expect, test } from "./test.ts";

/** Keeps what the page makes addresses for, so that the test can listen to it. */
async function listenIn(page: Page): Promise<void> {
  await page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (thing) => {
      if (thing instanceof Blob) Object.assign(globalThis, { lastBlob: thing });
      return make(thing);
    };
  });
}

/** Type, seconds and mean power of the sound that was played last. */
const heard = (page: Page) =>
  page.evaluate(async () => {
    const blob: unknown = Reflect.get(globalThis, "lastBlob");
    if (!(blob instanceof Blob)) return null;
    const context = new AudioContext();
    const sound = await context.decodeAudioData(await blob.arrayBuffer());
    const samples = sound.getChannelData(0);
    let energy = 0;
    for (const sample of samples) energy += sample * sample;
    return { type: blob.type, seconds: sound.duration, power: energy / samples.length };
  });

test("[FI3] [CA4] a voice message is recorded, arrives, and is heard on the other side", async ({
  person,
}) => {
  const { ann, bob } = await meet(person);
  await say(ann, "before");
  const record = ann.getByRole("button", { name: "Record voice message" });
  await field(ann).fill("something");
  await expect(record).toHaveCount(0);
  await field(ann).fill("");
  await record.press("Enter");
  const recorder = ann.getByRole("region", { name: "Record a voice message" });
  await expect(recorder.getByRole("timer")).toHaveText("0:02");
  await expect(recorder.getByRole("button", { name: "Cancel" })).toBeFocused();
  expect(await findings(ann)).toEqual([]);
  await recorder.getByRole("button", { name: "Send" }).press("Enter");
  await expect(recorder).toHaveCount(0);
  await expect(field(ann)).toBeFocused();
  await say(ann, "after");

  const spoken = log(bob).getByRole("article", { name: /voice message, 0:0\d/ });
  const play = spoken.getByRole("button", { name: /Play voice message, 0:0\d/ });
  await expect(play).toHaveAttribute("aria-disabled", "false");
  await expect(log(bob).getByRole("article")).toHaveCount(3);
  await expect(log(ann).getByRole("img", { name: /Delivered|Read/ })).toHaveCount(3);
  await listenIn(bob);
  await play.press("Enter");
  await expect(spoken.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(spoken).toContainText(/0:0[12] \/ 0:0\d/);
  await expect(play).toBeVisible();
  const sound = await heard(bob);
  expect(sound?.type).toBe("audio/webm");
  expect(sound?.seconds).toBeGreaterThan(1);
  // The fake microphone beeps: silence would be under a millionth of it.
  expect(sound?.power).toBeGreaterThan(0.0001);
  expect(await findings(bob)).toEqual([]);

  await spoken.click({ button: "right", position: { x: 60, y: 4 } });
  await expect(bob.getByRole("menuitem", { name: "Copy" })).toHaveCount(0);
  await bob.getByRole("menuitem", { name: "Reply" }).click();
  await say(bob, "heard you");
  await expect(log(ann)).toContainText("Voice message");

  await log(ann)
    .getByRole("article", { name: /You: voice message/ })
    .click({ button: "right", position: { x: 60, y: 4 } });
  await ann.getByRole("menuitem", { name: "Delete message" }).click();
  await expect(spoken).toHaveCount(0);
});

test("[CA6] [FI3] no microphone: said in words, and one can still write; cancelled, nothing is said", async ({
  person,
}) => {
  const { ann, bob } = await meet(person);
  await ann.evaluate(() => {
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia.bind(mediaDevices);
    let isFirst = true;
    mediaDevices.getUserMedia = (wanted) => {
      if (!isFirst) return real(wanted);
      isFirst = false;
      return Promise.reject(new DOMException("no", "NotFoundError"));
    };
  });
  const record = ann.getByRole("button", { name: "Record voice message" });
  await record.click();
  await expect(ann.getByRole("alert")).toContainText("No microphone was found");
  expect(await findings(ann)).toEqual([]);
  await ann.getByRole("button", { name: "Cancel" }).click();
  await record.click();
  await expect(ann.getByRole("timer", { name: "Length so far" })).toHaveText("0:01");
  await ann.keyboard.press("Escape");
  await say(ann, "only words");
  await expect(log(bob)).toContainText("only words");
  await expect(log(bob).getByRole("article")).toHaveCount(1);
});
