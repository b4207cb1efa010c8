import { hostOpenedUnder, rekeyAfterMs } from "@chatorbit/crypto";
import { greet } from "../live/send.ts";
import {
  canTalk,
  type ConversationTurn,
  keep,
  keepRecord,
  set,
  setKeying,
  tellSecured,
} from "../conversation/turn.ts";
import { isFull } from "../epochs.ts";
import { rewrap } from "../outbox.ts";
import { keepNames } from "../record.ts";
import { ask } from "./guest.ts";
import { offerNext } from "./host.ts";
import { lateAskMs } from "./keying.ts";
import { liveOf } from "../conversation/channel.ts";

/** A message opened under `ep`: for the host this confirms the epoch (CRYPTO §3 rules 3 to 5). */
export function epochOpened(turn: ConversationTurn, ep: number, isFirst: boolean): void {
  const { seat } = turn.state;
  const { keying } = liveOf(turn.state);
  if (seat?.role !== "host" || keying.host === null) return;
  const host = hostOpenedUnder(keying.host, ep);
  if (host !== keying.host) setKeying(turn, { host, lateAsksUntil: turn.now + lateAskMs });
  if (isFirst && liveOf(turn.state).epochs.sending?.ep === ep) {
    // The secret has done its work: from here on it opens nothing.
    setKeying(turn, {
      secret8: null,
      answered: null,
      fallbackAt: null,
      notBefore: null,
      renewAt: turn.now + rekeyAfterMs,
    });
    keep(turn, "device", keepNames.invite(turn.state.token), null);
    set(turn, { outbox: rewrap(turn.state.outbox) });
    greet(turn);
    if (ep === 0) tellSecured(turn);
  }
  if (host !== keying.host || isFirst) keepRecord(turn);
}

/** Fresh keys, because too much is missing or the epoch is long enough. */
export function renewKeys(turn: ConversationTurn): void {
  const { seat, sheetUntil, leap } = turn.state;
  const { keying } = liveOf(turn.state);
  if (keying.run !== null || sheetUntil !== null || leap !== null) return;
  if (seat?.role === "host") offerNext(turn, null);
  else ask(turn);
}

/** Between two tries to renew, ms. */
const renewAgainMs = 60_000;

/** After so many messages of either side, or so long, keys are renewed (CRYPTO §4 "Rekey"). */
export function renewIfDue(turn: ConversationTurn): void {
  const { renewAt } = liveOf(turn.state).keying;
  if (renewAt === null || turn.now < renewAt) return;
  setKeying(turn, { renewAt: turn.now + renewAgainMs });
  renewKeys(turn);
}

/**
 * Holes no acknowledgement can name any more: only fresh keys make anything "delivered" again, and what was
 * withheld is sealed again under them.
 */
export function renewIfFull(turn: ConversationTurn): void {
  const { sheetUntil, leap } = turn.state;
  const { keying, epochs } = liveOf(turn.state);
  const { run, renewedFullAt } = keying;
  if (run !== null || sheetUntil !== null || leap !== null || !canTalk(turn.state)) return;
  if (renewedFullAt !== null && turn.now < renewedFullAt + renewAgainMs) return;
  if (!isFull(epochs, turn.now)) return;
  setKeying(turn, { renewedFullAt: turn.now });
  renewKeys(turn);
}
