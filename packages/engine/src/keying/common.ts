import { type EpochKeys, rekeyAfterMessages } from "@chatorbit/crypto";
import {
  type ConversationTurn,
  effect,
  raise,
  set,
  setKeying,
  setLive,
  tell,
  tellSecured,
} from "../conversation/turn.ts";
import { beginEpoch } from "../epochs.ts";
import { rewrap } from "../outbox.ts";
import { liveOf } from "../conversation/channel.ts";

/** Says one handshake message. Away from the other side it is lost; the next meeting says it again. */
export function sayHandshake(turn: ConversationTurn, m: string): void {
  const { conv, link } = turn.state;
  if (conv === null || link.phase !== "live") return;
  effect(turn, { type: "say", frame: { type: "hs", conv, m } });
}

/**
 * New keys. The first ones start this device's own clock, which no server can lengthen (CRYPTO §2
 * "End of session").
 */
export function adoptEpoch(turn: ConversationTurn, keys: EpochKeys): void {
  const { seat, countdown, outbox, agreed, facts } = turn.state;
  const { epochs } = liveOf(turn.state);
  if (seat === null || facts === null) return;
  const ownEnd = countdown.ownEnd ?? turn.now + facts.ttlMinutes * 60_000 + agreed.seconds * 1000;
  setLive(turn, { epochs: beginEpoch(epochs, seat.role, keys, turn.now) });
  set(turn, {
    countdown: { ...countdown, ownEnd },
    outbox: seat.role === "guest" ? rewrap(outbox) : outbox,
  });
  if (seat.role === "guest") setKeying(turn, { renewAt: null });
  if (keys.epoch === 0 && seat.role === "guest") tellSecured(turn);
  if (keys.epoch === 1 && turn.state.isSuccessor && turn.state.timeline.length === 0)
    tell(turn, { type: "leapt" });
}

/** Words were sealed under the present epoch: enough of them, and its end is due. */
export function countTowardsRenewal(turn: ConversationTurn): void {
  if (liveOf(turn.state).epochs.sending?.messages === rekeyAfterMessages)
    setKeying(turn, { renewAt: turn.now });
}

/** Handshakes that do not arrive whole: after so many the relay, or one of the two programs, is broken (CR11). */
const brokenUntilNamed = 3;

export function countBroken(turn: ConversationTurn): void {
  const broken = liveOf(turn.state).keying.broken + 1;
  setKeying(turn, { broken });
  if (broken >= brokenUntilNamed) raise(turn, { type: "relay-alters-messages" });
}
