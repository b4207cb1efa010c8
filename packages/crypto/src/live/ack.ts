import { isWhole } from "../base/integers.ts";
import { fail } from "../base/protocol-error.ts";
import { isInRanges, mergeRanges, type Range, toRanges } from "./ranges.ts";
import { isOver, type ReceiveChain } from "./receive.ts";

/**
 * What one device tells the other about what came. Only this makes a message "delivered", never the relay. With
 * single holes listed, a frame that is dropped for ever delays itself and not every tick behind it.
 */
export type Ack = {
  /** Everything up to here came, except what is listed; -1 when nothing did. */
  readonly n: number;
  /** Not here yet; the same bytes may still come. Ascending. */
  readonly miss: readonly Range[];
  /** Given up: to be sealed again under a new number. Ascending. */
  readonly lost: readonly Range[];
};

/** Ranges in each of the two lists. */
export const maxAckRanges = 16;

/** A hole the other side lists for this long is sent again, ms. */
export const resendAfterMs = 5_000;

/** An idle device sends an ack after this long, so that withheld last messages become visible, ms. */
export const idleAckMs = 30_000;

/**
 * The acknowledgement of a chain. What the two lists cannot hold, `n` does not pass: nothing that is unlisted
 * counts as delivered.
 */
export function ackOf(chain: ReceiveChain, now: number): Ack {
  const over = chain.skipped.filter(({ since }) => isOver(since, now)).map(({ n }) => n);
  const young = chain.skipped.filter(({ since }) => !isOver(since, now)).map(({ n }) => n);
  const miss = toRanges(young);
  const lost = mergeRanges(chain.lost, toRanges(over));
  const end = Math.min(chain.next, startOf(miss[maxAckRanges]), startOf(lost[maxAckRanges]));
  return { n: end - 1, miss: below(miss, end), lost: below(lost, end) };
}

/** Did the lists overflow? Then only a new handshake makes messages delivered again. */
export const isAckFull = (chain: ReceiveChain, now: number): boolean => ackOf(chain, now).n < chain.next - 1;

/** What an ack of the peer says about my message `n`. */
export function covers(ack: Ack, n: number): "delivered" | "missing" | "lost" | "unknown" {
  if (n > ack.n) return "unknown";
  if (isInRanges(ack.miss, n)) return "missing";
  return isInRanges(ack.lost, n) ? "lost" : "delivered";
}

/** An ack out of a payload: sizes, order, nothing above `n`. Throws ProtocolError("header"). */
export function readAck(value: unknown): Ack {
  if (typeof value !== "object" || value === null) fail("header");
  const { n, miss, lost }: Readonly<Record<string, unknown>> = { ...value };
  if (!isWhole(n, -1)) return fail("header");
  return { n, miss: readRanges(miss, n), lost: readRanges(lost, n) };
}

function readRanges(value: unknown, n: number): Range[] {
  if (!Array.isArray(value) || value.length > maxAckRanges) return fail("header");
  let above = -1;
  return value.map((range: unknown) => {
    const [first, last, more]: readonly unknown[] = Array.isArray(range) ? range : [];
    if (more !== undefined || !isWhole(first, above + 1) || !isWhole(last, first, n)) return fail("header");
    above = last;
    return [first, last];
  });
}

const startOf = (range: Range | undefined): number => range?.[0] ?? Number.MAX_SAFE_INTEGER;

const below = (ranges: readonly Range[], end: number): Range[] => ranges.filter(([first]) => first < end);
