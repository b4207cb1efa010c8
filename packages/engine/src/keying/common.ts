import { type EpochKeys, ProtocolError } from "@chatorbit/crypto";
import { type ConversationTurn, effect, set, tell } from "../conversation/turn.ts";
import { beginEpoch } from "../epochs.ts";
import { rewrap } from "../outbox.ts";

/** The value, or the way in which what came from outside did not hold. Bugs still throw. */
export function attempt<T>(make: () => T): T | ProtocolError {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof ProtocolError) return cause;
    throw cause;
  }
}

/** Says one handshake message. Away from the other side it is lost; the next meeting says it again. */
export function sayHandshake(turn: ConversationTurn, m: string): void {
  const { conv, link } = turn.state;
  if (conv === null || link.phase !== "live") return;
  effect(turn, { type: "say", frame: { type: "hs", conv, m } });
}

/**
 * New keys. `ttlSeconds` of a first handshake starts this device's own clock, which no server can
 * lengthen (CRYPTO §2 "End of session").
 */
export function adoptEpoch(turn: ConversationTurn, keys: EpochKeys, ttlSeconds: number | null): void {
  const { seat, epochs, countdown, outbox, agreed } = turn.state;
  if (seat === null) return;
  const ownEnd =
    ttlSeconds === null || countdown.ownEnd !== null
      ? countdown.ownEnd
      : turn.now + (ttlSeconds + agreed.seconds) * 1000;
  set(turn, {
    epochs: beginEpoch(epochs, seat.role, keys, turn.now),
    countdown: { ...countdown, ownEnd },
    outbox: seat.role === "guest" ? rewrap(outbox) : outbox,
  });
  if (keys.epoch === 0 && seat.role === "guest") tell(turn, { type: "secured", epoch: 0 });
  if (keys.epoch === 1 && turn.state.isSuccessor && turn.state.timeline.length === 0) tell(turn, { type: "leapt" });
}
