import { dropPsks, dropReceiving, dropSending } from "@chatorbit/crypto";
import type { EndReason } from "@chatorbit/protocol";
import { endsAt } from "../countdown.ts";
import { noEpochs } from "../epochs.ts";
import { dropRun, noKeying } from "../keying/keying.ts";
import { emptyOutbox } from "../outbox.ts";
import { keepNames } from "../record.ts";
import { type ConversationTurn, effect, keep, set } from "./turn.ts";

/** Drops every key and everything this device kept of the session (TS7). */
export function wipeSecrets(turn: ConversationTurn): void {
  const { token, epochs, keying } = turn.state;
  if (epochs.sending !== null) dropSending(epochs.sending.chain);
  if (epochs.prepared !== null) dropSending(epochs.prepared.chain);
  for (const { chain } of epochs.receiving) dropReceiving(chain);
  dropRun(keying.run);
  if (keying.host !== null) dropPsks(keying.host);
  if (keying.guest !== null) dropPsks(keying.guest);
  set(turn, { epochs: noEpochs, keying: noKeying, outbox: emptyOutbox });
  keep(turn, "tab", keepNames.record(token), null);
  keep(turn, "tab", keepNames.waiting(token), null);
  keep(turn, "device", keepNames.invite(token), null);
  keep(turn, "shared", keepNames.guesses(token), null);
}

type Ending = {
  readonly reason: EndReason;
  readonly at: number;
  readonly isServerTold: boolean;
  readonly isPeerTold: boolean;
  readonly next?: string;
};

/** The conversation is over on this device: keys, stored things and words are gone at once. */
export function endHere(turn: ConversationTurn, { next, ...ending }: Ending): void {
  const { sent, received, isVerified, status, phase, link, skew, formerLeap } = turn.state;
  if (phase === "over") return;
  const startedAt = status?.timer.started_at ?? null;
  wipeSecrets(turn);
  set(turn, {
    phase: "over",
    over: {
      ...ending,
      // Whatever a server wrote there: a moment that is none would break whoever shows it.
      at: Number.isFinite(ending.at) ? ending.at : turn.now,
      startedAt: startedAt === null ? null : Date.parse(startedAt) - skew,
      sent,
      received,
      wasVerified: isVerified,
      next: next ?? (ending.reason === "moved" ? (formerLeap?.token ?? null) : null),
    },
    seat: null,
    timeline: [],
    early: [],
    heardSignals: [],
    alarms: [],
    unread: [],
    unreadFrom: null,
    myName: null,
    peerName: null,
    pact: null,
    leap: null,
    formerLeap: null,
    untold: [],
    sheetUntil: null,
    sheetSas: null,
    link: { phase: "over", refusal: null },
  });
  if (link.phase !== "idle" && link.phase !== "over") effect(turn, { type: "hangUp", code: 1000 });
}

/** Ends it for both: this device wipes now, the server is told as soon as it can be reached. */
export function endForBoth(turn: ConversationTurn, reason: EndReason, next?: string): void {
  const { seat } = turn.state;
  if (seat !== null) effect(turn, { type: "requestEnd", key: seat.key, reason });
  const ending = { reason, at: turn.now, isServerTold: false, isPeerTold: false };
  endHere(turn, next === undefined ? ending : { ...ending, next });
}

/** Five wrong codes: the token is burned (CRYPTO §2, TS12). */
export const burn = (turn: ConversationTurn): void => endForBoth(turn, "burned");

/** At its own deadline a device ends, whatever the server says or does not say. */
export function endIfOver(turn: ConversationTurn): void {
  const end = endsAt(turn.state.countdown);
  if (turn.state.phase !== "seated" || end === null || turn.now < end) return;
  endHere(turn, { reason: "timer_expired", at: end, isServerTold: false, isPeerTold: false });
}
