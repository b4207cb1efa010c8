import { expect, test } from "bun:test";
import { watchNetwork } from "./watch-network.ts";

function browser() {
  const [page, connection] = [new EventTarget(), new EventTarget()];
  const seen = { isOnline: true, changes: 0 };
  const ends = new AbortController();
  watchNetwork(
    { page, connection, isOnline: () => seen.isOnline },
    () => {
      seen.changes += 1;
    },
    ends.signal,
  );
  return {
    seen,
    ends,
    online: () => page.dispatchEvent(new Event("online")),
    change: () => connection.dispatchEvent(new Event("change")),
  };
}

const settle = () => Bun.sleep(100);

test("[CA2] a network that goes and another that comes is one change, told when there is one", async () => {
  const { seen, online, change } = browser();
  seen.isOnline = false;
  change();
  change();
  await settle();
  expect(seen.changes).toBe(0);
  seen.isOnline = true;
  online();
  change();
  change();
  await settle();
  expect(seen.changes).toBe(1);
  change();
  await settle();
  expect(seen.changes).toBe(2);
});

test("whoever stopped watching hears nothing more", async () => {
  const { seen, ends, online } = browser();
  online();
  ends.abort();
  await settle();
  expect(seen.changes).toBe(0);
});
