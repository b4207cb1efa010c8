/** When a page decoded pictures of the other person, and for how long it did not. */
import type { Page } from "@playwright/test";

export type Frames = {
  /** Resolves once pictures flow: some in each half of a second. */
  readonly flow: () => Promise<void>;
  /** From `since` (ms since 1970) to the first picture, ms. */
  readonly firstAfter: (since: number, atMost: number) => Promise<number>;
  /**
   * From `since` (ms since 1970) to the first picture after the last time without any, ms; where it
   * never stood still, after the longest. Looks for at least `atLeast` ms, so that a path that dies
   * late is seen to, and gives up after `atMost`.
   */
  readonly backSince: (since: number, atLeast: number, atMost: number) => Promise<number>;
};

/** How often the count is read, ms: the error of every figure. */
const lookMs = 20;
/** Pictures flow when so many came in the last `flowMs`. */
const flowFrames = 6;
const flowMs = 1_000;
/** A picture that stood still for this long was gone, ms. */
const gapMs = 1_000;

/** Counts what the largest <video> that is no mirror decodes; survives that the element is replaced. */
export async function watchFrames(page: Page, selector = "video"): Promise<Frames> {
  await page.evaluate(watch, { selector, lookMs });
  const times = () => page.evaluate(() => globalThis.framesAt);
  const isFlowing = (all: readonly number[]) =>
    all.filter((at) => at > Date.now() - flowMs).length >= flowFrames;
  async function flow(atMost = 30_000): Promise<void> {
    const until = Date.now() + atMost;
    while (!isFlowing(await times())) {
      if (Date.now() > until) throw new Error("no picture");
      await page.waitForTimeout(100);
    }
  }
  return {
    flow: () => flow(),
    async firstAfter(since, atMost) {
      await flow(Math.max(0, since + atMost - Date.now()));
      const first = (await times()).find((at) => at > since);
      if (first === undefined) throw new Error("no picture");
      return first - since;
    },
    async backSince(since, atLeast, atMost) {
      await page.waitForTimeout(Math.max(0, since + atLeast - Date.now()));
      await flow(Math.max(0, since + atMost - Date.now()));
      const after = [since, ...(await times()).filter((at) => at > since)];
      const gaps = after.slice(1).map((at, n) => ({ at, gap: at - (after[n] ?? at) }));
      const [longest] = gaps.toSorted((a, b) => b.gap - a.gap);
      const last = gaps.findLast(({ gap }) => gap >= gapMs) ?? longest;
      return last === undefined ? 0 : last.at - since;
    },
  };
}

declare global {
  /** When the count of decoded pictures grew, ms since 1970. */
  var framesAt: number[];
}

function watch({ selector, lookMs }: { selector: string; lookMs: number }): void {
  if (globalThis.framesAt !== undefined) return;
  globalThis.framesAt = [];
  let seen: { video: HTMLVideoElement; stream: unknown; count: number } | null = null;
  setInterval(() => {
    const video = document.querySelector<HTMLVideoElement>(selector);
    if (video === null) return;
    const count = video.getVideoPlaybackQuality().totalVideoFrames;
    const isSame = seen?.video === video && seen.stream === video.srcObject;
    if (isSame ? count > (seen?.count ?? 0) : count > 0) globalThis.framesAt.push(Date.now());
    seen = { video, stream: video.srcObject, count };
  }, lookMs);
}
