import { describe, expect, test } from "bun:test";
import type { Limit, Limits } from "@chatorbit/relay";
import { hour } from "./sample.ts";

const limit: Limit = { name: "issue", most: 10, windowMs: hour, lasts: true, whenDown: "closed" };

/** What every counter must hold to. `open` gives an empty one each time. */
export function limitsContract(name: string, open: () => Promise<Limits>): void {
  describe(`limits ${name}`, () => {
    test("[LI1] [TS1] the 11th in an hour is refused, and allowed when the first has left the window", async () => {
      const limits = await open();
      for (let n = 0; n < 10; n += 1) {
        expect(await limits.take(limit, "a", n)).toMatchObject({ isAllowed: true, remaining: 9 - n });
      }
      expect(await limits.take(limit, "a", 10)).toMatchObject({
        isAllowed: false,
        retryAfter: 3600,
        resetAt: hour,
      });
      expect((await limits.take(limit, "a", hour)).isAllowed).toBe(true);
      expect((await limits.take(limit, "a", hour)).isAllowed).toBe(false);
    });

    test("[LI2] keys and limits count apart, looking counts nothing", async () => {
      const limits = await open();
      await limits.take(limit, "a", 1);
      expect((await limits.peek(limit, "a", 2)).remaining).toBe(9);
      expect((await limits.peek(limit, "a", 2)).remaining).toBe(9);
      expect((await limits.peek(limit, "b", 2)).remaining).toBe(10);
      expect((await limits.peek({ ...limit, name: "join" }, "a", 2)).remaining).toBe(10);
    });

    test("[LI3] fifty at once let exactly ten through", async () => {
      const limits = await open();
      const verdicts = await Promise.all(Array.from({ length: 50 }, () => limits.take(limit, "a", 5)));
      expect(verdicts.filter(({ isAllowed }) => isAllowed)).toHaveLength(10);
    });

    test("[LI4] purging forgets what no window needs, and only that", async () => {
      const limits = await open();
      await limits.take(limit, "a", 0);
      await limits.take(limit, "b", hour / 2);
      await limits.purge(hour);
      expect((await limits.peek(limit, "a", hour)).remaining).toBe(10);
      expect((await limits.peek(limit, "b", hour)).remaining).toBe(9);
    });
  });
}
