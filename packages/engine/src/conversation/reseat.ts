/** One seat frees the other: wrong person, lost tab (TS12, CRYPTO §7). */
import { newBudget, newSecret } from "@chatorbit/crypto";
import { otherRole, type SessionStatus } from "@chatorbit/protocol";
import { hasPsk, noKeying } from "../keying/keying.ts";
import { leaveUnsent, noVoices } from "../voice.ts";
import { forget } from "./end.ts";
import { showDelivery } from "./flow.ts";
import { type ConversationTurn, effect, keepRecord, keepWaiting, raise, set, setKeying } from "./turn.ts";
import { hearStatus } from "./wire.ts";
import { keepGuesses } from "../live/keep.ts";
import { liveOf } from "./channel.ts";

/** There must be another seat to free: before anybody came, the invitation is the way in. */
export function reopenSeat(turn: ConversationTurn): void {
  const { seat, phase, status } = turn.state;
  const { keying } = liveOf(turn.state);
  if (seat === null || phase !== "seated") return;
  const isTaken = status?.participants[otherRole(seat.role)] != null;
  if (isTaken || hasPsk(keying)) effect(turn, { type: "reseat", key: seat.key });
}

/**
 * The other seat is free again: whoever takes it needs a new secret, agrees new keys, and has to
 * be compared anew. What the former device never confirmed does not go to the new one by itself.
 */
export function reseated(turn: ConversationTurn, status: SessionStatus): void {
  const { seat, token, outbox, phase } = turn.state;
  if (seat === null || phase !== "seated") return;
  const words = outbox.parcels.filter(({ body, isDurable }) => isDurable && body.t === "text");
  for (const parcel of words) showDelivery(turn, parcel, "failed");
  // What this person said, heard and was warned of stays its own.
  const { timeline, alarms, myName } = turn.state;
  const voices = leaveUnsent(turn.state.voices);
  set(turn, { voices: noVoices });
  forget(turn);
  setKeying(turn, { ...noKeying, budget: newBudget, secret8: newSecret(token, turn.random) });
  set(turn, {
    seat,
    timeline,
    voices,
    alarms,
    myName,
    isMaker: true,
    isReopened: true,
    isPeerHere: false,
    peerBackAt: null,
    outbox: {
      pausedUntil: null,
      parcels: words.map((parcel) => ({
        ...parcel,
        sealed: null,
        mayHaveLeft: false,
        failure: "lost" as const,
      })),
    },
  });
  raise(turn, { type: "reseated" });
  keepRecord(turn);
  keepGuesses(turn);
  keepWaiting(turn);
  // Somebody may have come in between: the newer of the two words counts.
  const known = turn.state.status;
  const isKnownNewer = known !== null && Date.parse(known.server_time) > Date.parse(status.server_time);
  hearStatus(turn, isKnownNewer ? known : status);
}
