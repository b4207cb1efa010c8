/** What a seat writes of a live channel: its record, and the count of guesses (CRYPTO §2, §7). */
import { guestPskToRecord, hostPsksToRecord, toBase64 } from "@chatorbit/crypto";
import { liveOf } from "../conversation/channel.ts";
import type { Conversation } from "../conversation/state.ts";
import { type ConversationTurn, keep } from "../conversation/turn.ts";
import { keepNames, type Record } from "../record.ts";

/** Writes what must outlive a reload (CRYPTO §7): before anything that relies on it leaves. */
export function keepLiveRecord(turn: ConversationTurn): void {
  const { token, seat, countdown, agreed } = turn.state;
  const { keying } = liveOf(turn.state);
  if (seat === null) return;
  const ratchet =
    keying.host !== null
      ? hostPsksToRecord(keying.host)
      : keying.guest !== null
        ? guestPskToRecord(keying.guest)
        : null;
  const record: Record = {
    v: 1,
    token,
    role: seat.role,
    key: seat.key,
    secret8: keying.secret8,
    isMaker: turn.state.isMaker,
    ratchet,
    sessionId: keying.sessionId === null ? null : toBase64(keying.sessionId),
    facts: turn.state.facts,
    isVerified: turn.state.isVerified,
    // Clocks have fractions, records have whole numbers.
    expires: countdown.ownEnd === null ? null : Math.floor(countdown.ownEnd),
    agreedSeconds: agreed.seconds,
    agreedIds: [...agreed.ids],
    asked: [...turn.state.asked],
    untold: turn.state.untold.map(({ id, seconds }) => ({ id, seconds })),
    leap: leapOf(turn.state),
    isReopened: turn.state.isReopened,
    myName: turn.state.myName,
    peerName: turn.state.peerName,
    sent: turn.state.sent,
    received: turn.state.received,
  };
  keep(turn, "tab", keepNames.record(token), JSON.stringify(record));
}

function leapOf({ leap, formerLeap }: Conversation): Record["leap"] {
  if (leap?.token == null) return formerLeap;
  return { token: leap.token, until: Math.floor(leap.until) };
}

export function keepGuesses(turn: ConversationTurn): void {
  const { token, facts } = turn.state;
  const { keying } = liveOf(turn.state);
  // Longer than its invitation may be used the count says nothing but that somebody was here.
  const count = { ...keying.budget, until: facts?.validUntil ?? 0 };
  const value = keying.budget.spent === 0 ? null : JSON.stringify(count);
  keep(turn, "shared", keepNames.guesses(token), value);
}
