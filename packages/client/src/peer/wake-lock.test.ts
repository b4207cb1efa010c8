import { afterEach, expect, test } from "bun:test";
import { keepAwake } from "./wake-lock.ts";

const real = { document: globalThis.document, navigator: globalThis.navigator };
afterEach(() => void Object.assign(globalThis, real));

test("[CA5] the page shown again while the lock is on its way: one lock, and it is let go", async () => {
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  let held = 0;
  const request = async () => {
    await Bun.sleep(5);
    held += 1;
    const sentinel = {
      released: false,
      release: () => Promise.resolve(void (held -= sentinel.released ? 0 : 1)),
    };
    return sentinel;
  };
  Object.assign(globalThis, { document: page, navigator: { wakeLock: { request } } });
  const letSleep = keepAwake();
  page.dispatchEvent(new Event("visibilitychange"));
  page.dispatchEvent(new Event("visibilitychange"));
  await Bun.sleep(20);
  expect(held).toBe(1);
  page.dispatchEvent(new Event("visibilitychange"));
  await Bun.sleep(20);
  expect(held).toBe(1);
  letSleep();
  await Bun.sleep(5);
  expect(held).toBe(0);
});
