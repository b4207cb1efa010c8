import { expect, test } from "bun:test";
import { Sending } from "./sending.ts";

const recorded = { bytes: new Uint8Array(1), mime: "audio/webm", ms: 1, wave: [] } as const;

function desk(isTaken = true) {
  const sending = new Sending();
  let sent = 0;
  const press = () =>
    sending.run(
      // Later than whatever the test does next.
      () => new Promise((resolve) => setImmediate(() => resolve(recorded))),
      () => {
        sent += 1;
        return isTaken;
      },
    );
  return { sending, press, sent: () => sent };
}

test("[FI3] pressed twice, a voice message is sent once", async () => {
  const { press, sent } = desk();
  expect(await Promise.all([press(), press()])).toEqual(["sent", null]);
  expect([await press(), sent()]).toEqual([null, 1]);
});

test("[FI3] given up while its last piece is awaited, a voice message is not sent", async () => {
  const { sending, press, sent } = desk();
  const pressed = press();
  sending.giveUp();
  expect([await pressed, sent()]).toEqual([null, 0]);
});

test("[FI3] what cannot be sent, or holds nothing, is said to be refused", async () => {
  expect(await desk(false).press()).toBe("refused");
  expect(
    await new Sending().run(
      () => Promise.resolve(null),
      () => true,
    ),
  ).toBe("refused");
});
