import { findings } from "./axe.ts";
import { accept, attach, bubble, save, send, sha256, showAddress } from "./files.ts";
import { field, log, meet, say } from "./people.ts";
import { expect, test } from "./test.ts";

const text = (name: string, words = `inside of ${name}`) => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(words),
});

test("[FI1] a file is offered, accepted and saved as it was; the next one needs no question", async ({
  person,
}) => {
  const { ann, bob } = await meet(person);
  await say(ann, "before");
  await attach(ann, text("contract.txt"));
  await expect(bubble(ann, "contract.txt")).toContainText("will see the network address");
  expect(await findings(ann)).toEqual([]);
  await showAddress(ann);
  await expect(bubble(ann, "contract.txt")).toContainText("has to accept it");
  await say(ann, "after");
  await expect(log(bob)).toContainText("after");
  await expect(log(bob).getByRole("article", { name: "file contract.txt" })).toHaveCount(1);
  expect(await findings(bob)).toEqual([]);
  await accept(bob, "contract.txt");
  await showAddress(bob);
  await expect(bubble(bob, "contract.txt")).toContainText("Whole");
  await expect(bubble(ann, "contract.txt")).toContainText("Arrived whole");
  const saved = await save(bob, "contract.txt");
  expect(saved).toEqual({ bytes: Buffer.from("inside of contract.txt"), name: "contract.txt" });

  await send(bob, ann, text("answer.txt"));
  expect((await save(ann, "answer.txt")).bytes.toString()).toBe("inside of answer.txt");
  await expect(field(ann)).toBeVisible();
  expect(await findings(ann)).toEqual([]);
});

test("[FI1] a few megabytes arrive with the right hash, whatever their length", async ({ person }) => {
  const { ann, bob } = await meet(person);
  for (const [at, size] of [65_536, 65_537, 3_000_001].entries()) {
    const buffer = Buffer.alloc(size);
    for (let i = 0; i < size; i += 1) buffer[i] = (i * 31 + (i >> 8) * 7) & 255;
    const name = `${size}.bin`;
    await send(ann, bob, { name, mimeType: "", buffer }, at === 0);
    expect(sha256((await save(bob, name)).bytes)).toBe(sha256(buffer));
  }
});
