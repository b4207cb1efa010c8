import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Countdown, endsAt, nextStageAt, noCountdown, stage } from "./countdown.ts";

const running = (ownEnd: number | null, serverEnd: number | null, totalMs = 600_000): Countdown => ({
  ownEnd,
  serverEnd,
  totalMs,
});

test("[TS7] the server may only shorten what this device promised itself", () => {
  expect(endsAt(noCountdown(60_000))).toBeNull();
  expect(endsAt(running(100, null))).toBe(100);
  expect(endsAt(running(null, 90))).toBe(90);
  expect(endsAt(running(100, 90))).toBe(90);
  expect(endsAt(running(100, 5_000))).toBe(100);
});

test("[TS7] calm, amber under a fifth, red under a minute", () => {
  const countdown = running(600_000, null);
  expect(stage(countdown, 0)).toBe("calm");
  expect(stage(countdown, 480_000)).toBe("calm");
  expect(stage(countdown, 480_001)).toBe("warn");
  expect(stage(countdown, 540_000)).toBe("warn");
  expect(stage(countdown, 540_001)).toBe("last");
  expect(stage(noCountdown(1), 0)).toBe("calm");
});

test("[TS7] at the moment it names the stage is another one, whatever the length", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 60_000, max: 600_000_000 }),
      fc.integer({ min: 0, max: 2_000_000 }),
      (totalMs, now) => {
        const countdown = running(totalMs, null, totalMs);
        const at = nextStageAt(countdown, stage(countdown, now));
        if (at === null) throw new Error("it runs");
        expect(at).toBeLessThanOrEqual(totalMs);
        if (at < totalMs) expect(stage(countdown, at)).not.toBe(stage(countdown, at - 2));
        expect(at).toBeGreaterThanOrEqual(Math.min(now, totalMs));
      },
    ),
  );
});
