import { afterEach, expect, test } from "bun:test";
import { keepAwake } from "./wake-lock.ts";

const real = { document: globalThis.document, navigator: globalThis.navigator };
/** Every promise that can go on has gone on. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

afterEach(() => void Object.assign(globalThis, real));

test("[CA5] the page shown again while the lock is on its way: one lock, and it is let go", async () => {
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  let held = 0;
  const granted = Promise.withResolvers<void>();
  const request = async () => {
    await granted.promise;
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
  granted.resolve();
  await settled();
  expect(held).toBe(1);
  page.dispatchEvent(new Event("visibilitychange"));
  await settled();
  expect(held).toBe(1);
  letSleep();
  await settled();
  expect(held).toBe(0);
});
