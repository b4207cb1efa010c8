import { end, field, log, meet, say, take } from "./people.ts";
import { startTerminal } from "./server.ts";
import { expect, test } from "./test.ts";

test("[TS1] [TS2] [TS3] [TS7] [TS9] two people have a private conversation, from the first press to the end", async ({
  person,
}) => {
  const { ann, bob } = await meet(person);
  await say(ann, "Are you alone?");
  await expect(log(bob)).toContainText("Are you alone?");
  await say(bob, "Yes, door closed.");
  await expect(log(ann)).toContainText("Yes, door closed.");
  await expect(log(ann).getByRole("img", { name: /Delivered|Read/ })).toHaveCount(1);
  await expect(log(bob).getByRole("img", { name: /Delivered|Read/ })).toHaveCount(1);

  const timer = ann.getByRole("timer", { name: "Time left" });
  const before = await timer.innerText();
  await expect(timer).not.toHaveText(before);

  await log(ann).getByText("Are you alone?").click({ button: "right" });
  await ann.getByRole("menuitem", { name: "Delete message" }).click();
  await expect(log(ann)).not.toContainText("Are you alone?");
  await expect(log(bob)).not.toContainText("Are you alone?");

  await bob.reload();
  await expect(field(bob)).toBeVisible();
  await say(bob, "Back again.");
  await expect(log(ann)).toContainText("Back again.");
  await say(ann, "Welcome back.");
  await expect(log(bob)).toContainText("Welcome back.");

  await end(ann);
  for (const page of [ann, bob]) {
    await expect(page.getByRole("heading", { level: 1 })).toContainText("over");
    const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
    expect(kept).not.toContain("co:");
    expect(await page.content()).not.toContain("Welcome back.");
  }
});

test("[OP6] a browser and a terminal talk", async ({ person, server }) => {
  const terminal = startTerminal("new", "--server", server.url);
  const [link] = await terminal.prints(/http\S+#[0-9A-Z]{8}/);
  const bob = await person();
  await take(bob, link);
  await terminal.prints(/The conversation is open/);
  terminal.write("from the terminal");
  await expect(log(bob)).toContainText("from the terminal");
  await terminal.prints(/Delivered: from the terminal|Read: from the terminal/);
  await say(bob, "from the browser");
  await terminal.prints(/them: from the browser/);
  await expect(log(bob).getByRole("img", { name: /Delivered|Read/ })).toHaveCount(1);
  terminal.write("/end");
  await expect(bob.getByRole("heading", { level: 1 })).toContainText("over");
  expect(await terminal.ended).toBe(0);
});

test("[TS9] what is written without a network arrives once, in order, when it is back", async ({
  person,
}) => {
  const { ann, bob } = await meet(person);
  await say(ann, "before");
  await expect(log(bob)).toContainText("before");
  await ann.context().setOffline(true);
  for (const word of ["tunnel one", "tunnel two", "tunnel three"]) await say(ann, word);
  await bob.context().setOffline(true);
  await say(bob, "meanwhile");
  await ann.context().setOffline(false);
  await bob.context().setOffline(false);
  const words = (texts: string[]) => texts.join("\n").match(/tunnel \w+/g);
  await expect
    .poll(async () => words(await log(bob).allInnerTexts()))
    .toEqual(["tunnel one", "tunnel two", "tunnel three"]);
  await expect(log(ann)).toContainText("meanwhile");
});
