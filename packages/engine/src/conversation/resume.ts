/** A page loaded again: keys of the last epoch, no chains, the words nobody had confirmed (CRYPTO §7, TS9). */
import {
  fromBase64,
  guestPskFromRecord,
  hostPsksFromRecord,
  isBurned,
  ProtocolError,
} from "@chatorbit/crypto";
import { attempt } from "../keying/attempt.ts";
import type { Record } from "../record.ts";
import { readWaiting } from "../waiting.ts";
import { join, sit } from "./start.ts";
import { isLostVoice, takeUp } from "./take-up.ts";
import { type ConversationTurn, raise, refuse, set, setKeying, tell } from "./turn.ts";
import { liveOf } from "./channel.ts";

/** This tab had the seat before: keys of the last epoch, no chains. */
export function resume(
  turn: ConversationTurn,
  record: Record,
  waiting: string | null,
  isSuccessor: boolean,
): void {
  const keys = attempt(() => ({
    sessionId: record.sessionId === null ? null : fromBase64(record.sessionId),
    host: record.role === "host" && record.ratchet !== null ? hostPsksFromRecord(record.ratchet) : null,
    guest: record.role === "guest" && record.ratchet !== null ? guestPskFromRecord(record.ratchet) : null,
  }));
  const countdown = {
    ownEnd: record.expires,
    serverEnd: null,
    totalMs: (record.facts?.ttlMinutes ?? 0) * 60_000 + record.agreedSeconds * 1000,
  };
  if (keys instanceof ProtocolError) {
    // What is kept opens nothing, and still goes at its time.
    set(turn, { seat: { role: record.role, key: record.key }, countdown });
    return refuse(turn, "keys-lost");
  }
  const hasKeys = keys.host !== null || keys.guest !== null;
  if (!hasKeys && isBurned(liveOf(turn.state).keying.budget)) return refuse(turn, "code-dead");
  setKeying(turn, { ...keys, secret8: record.secret8 });
  set(turn, {
    seat: { role: record.role, key: record.key },
    isMaker: record.isMaker,
    isSuccessor,
    facts: record.facts,
    isVerified: record.isVerified,
    formerLeap: record.leap,
    isReopened: record.isReopened,
    agreed: { seconds: record.agreedSeconds, ids: record.agreedIds },
    asked: record.asked,
    untold: record.untold.map((each) => ({ ...each, saidAt: null })),
    countdown,
    myName: record.myName,
    peerName: record.peerName,
    sent: record.sent,
    received: record.received,
    mayBringBack: record.sent + record.received > 0,
  });
  const kept = readWaiting(waiting);
  for (const each of kept) takeUp(turn, record.role, each);
  const lost = kept.filter(isLostVoice).length;
  if (lost > 0) tell(turn, { type: "voice-lost", count: lost });
  // Charged before the page went, and nobody was told how it ended.
  if (!hasKeys && liveOf(turn.state).keying.budget.spent > 0) raise(turn, { type: "silent-run" });
  if (hasKeys && !isSuccessor) return sit(turn);
  join(turn);
}
