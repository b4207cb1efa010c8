import { expect, test } from "bun:test";
import type { Ports } from "../ports.ts";
import type { Session } from "../session/session.ts";
import { callSeam } from "./call-seam.ts";

/** Every promise that can go on has gone on. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test("[CA1] the code of calls that could not be had is told, and asked for again by the next press", async () => {
  let asked = 0;
  let told = 0;
  const calls = () => {
    asked += 1;
    return Promise.reject(new Error("offline"));
  };
  const seam = callSeam({ calls } as unknown as Ports, {
    session: () => ({ state: () => ({ seat: { role: "host" } }) }) as unknown as Session,
    transcript: () => "",
    changed: () => {
      told += 1;
    },
  });
  seam.start(false);
  await settled();
  expect([asked, told, seam.model()]).toEqual([1, 1, null]);
  seam.start(false);
  await settled();
  expect([asked, told]).toEqual([2, 2]);
  seam.start(false);
  seam.close();
  await settled();
  expect(told).toBe(2);
});
