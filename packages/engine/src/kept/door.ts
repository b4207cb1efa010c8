/** How a page comes to its seat by a link (SR1, SR2, CRYPTO §1.2): made here, opened, or come back to. */
import {
  dropRoomKeys,
  fromBase64,
  newStreams,
  parseRoomFragment,
  ProtocolError,
  roomEpochZero,
  roomKeys,
  signJoin,
  toBase64,
} from "@chatorbit/crypto";
import type { Refusal, SessionStatus } from "@chatorbit/protocol";
import { keptOf } from "../conversation/channel.ts";
import { endsAt, noCountdown } from "../countdown.ts";
import { endHere, forget } from "../conversation/end.ts";
import type { Asked, DoorReport, KeptOfLink } from "../conversation/inputs.ts";
import { stepLink } from "../conversation/line.ts";
import { takeUp } from "../conversation/take-up.ts";
import { isPassing } from "../conversation/trouble.ts";
import { type ConversationTurn, effect, keep, keepRecord, refuse, set } from "../conversation/turn.ts";
import { hearStatus } from "../conversation/wire.ts";
import { attempt } from "../keying/attempt.ts";
import { keepNames } from "../record.ts";
import { readWaiting } from "../waiting.ts";
import { keysOfRecord, type LinkRecord, readLinkRecord } from "./keep.ts";
import { answerOffer, offerByLink } from "./keying.ts";
import { startStream } from "./send.ts";
import { setKept, setLinkKeying } from "./set.ts";
import { directionOf } from "./state.ts";

export function hearLinkDoor(turn: ConversationTurn, report: DoorReport): void {
  switch (report.type) {
    case "beginByLink":
      return begin(turn, report);
    case "found":
      return found(turn);
    case "admitted":
      return admitted(turn, report.status);
    case "challenged":
      return challenged(turn, report.challenge);
    case "entered":
      return entered(turn, report);
    case "requestRefused":
      return linkRefused(turn, report.request, report.refusal, report.retryAfter);
  }
}

function begin(
  turn: ConversationTurn,
  { kept, fragment, name }: Extract<DoorReport, { type: "beginByLink" }>,
): void {
  set(turn, { myName: name });
  const record = readLinkRecord(kept.record);
  // Whoever has a seat here comes back to it, whatever the address says.
  if (record?.room === turn.state.token) return comeBack(turn, record, kept);
  const key = fragment === null ? null : parseRoomFragment(fragment);
  if (key === null) return refuse(turn, "link-incomplete");
  setLinkKeying(turn, { key });
  readLink(turn, key);
  effect(turn, { type: "lookUp" });
}

/** What the link alone gives: the id inside seals, and the key of what was written before anybody came. */
function readLink(turn: ConversationTurn, key: Uint8Array): void {
  const link = roomKeys(turn.state.token, key);
  setKept(turn, { sid: link.sid, keys: [{ ep: 0, ek: roomEpochZero(link.psk) }] });
  dropRoomKeys(link);
}

function comeBack(turn: ConversationTurn, record: LinkRecord, kept: KeptOfLink): void {
  const { role, expires, facts } = record;
  const countdown = { ...noCountdown((facts?.ttlMinutes ?? 0) * 60_000), ownEnd: expires };
  const keys = keysOfRecord(record);
  set(turn, { seat: { role, key: "" }, isMaker: role === "host", countdown });
  if (keys === null) return refuse(turn, "keys-lost");
  setKept(turn, {
    ...keys,
    streams: newStreams(directionOf(role)),
    own: kept.own === null || kept.own === "" ? [] : kept.own.split("\n"),
  });
  if (keys.sid === null && keys.keying.key !== null) readLink(turn, keys.keying.key);
  set(turn, { facts, isVerified: record.isVerified, comparedEp: record.isVerified ? 1 : null });
  if (record.myName !== null) set(turn, { myName: record.myName });
  for (const each of readWaiting(kept.waiting)) takeUp(turn, role, each);
  startStream(turn);
  if (record.isSeated) return sit(turn);
  joinByLink(turn);
}

function sit(turn: ConversationTurn): void {
  set(turn, { phase: "seated", problem: null, joinAgainAt: null });
  stepLink(turn, { type: "connect" });
}

/** The maker registers its link, a newcomer proves its knowledge of one. Both may be said again. */
export function joinByLink(turn: ConversationTurn): void {
  const { seat, token } = turn.state;
  const { key } = keptOf(turn.state).keying;
  if (seat === null || key === null) return;
  set(turn, { phase: "joining", problem: null, joinAgainAt: null });
  if (seat.role === "guest") {
    keepRecord(turn);
    return effect(turn, { type: "challenge" });
  }
  offerByLink(turn);
  // Its half of the handshake is kept before anybody can answer it.
  keepRecord(turn);
  const { run } = keptOf(turn.state).keying;
  if (run === null) return;
  const link = roomKeys(token, key);
  effect(turn, { type: "admit", admPub: toBase64(link.admissionPub), offer: run.word });
  dropRoomKeys(link);
}

/** It is there. Whether its second seat is free shows when it is taken. */
function found(turn: ConversationTurn): void {
  if (turn.state.phase === "opening") set(turn, { phase: "knock" });
}

export function takeLinkSeat(turn: ConversationTurn): void {
  set(turn, { seat: { role: "guest", key: "" } });
  setKept(turn, { streams: newStreams(directionOf("guest")) });
  joinByLink(turn);
}

function admitted(turn: ConversationTurn, status: SessionStatus): void {
  if (turn.state.phase !== "joining") return;
  startStream(turn);
  sit(turn);
  keepRecord(turn);
  hearStatus(turn, status);
}

function challenged(turn: ConversationTurn, challenge: string): void {
  const { phase, token } = turn.state;
  const { key } = keptOf(turn.state).keying;
  if (phase !== "joining" || key === null) return;
  const bytes = attempt(() => fromBase64(challenge));
  if (bytes instanceof ProtocolError || bytes.length !== 32)
    return linkRefused(turn, "challenge", "malformed", null);
  const link = roomKeys(token, key);
  const signature = toBase64(signJoin(link.admissionSeed, token, bytes));
  dropRoomKeys(link);
  effect(turn, { type: "enter", challenge, signature });
}

function entered(
  turn: ConversationTurn,
  { role, status, offer }: Extract<DoorReport, { type: "entered" }>,
): void {
  const { phase, seat } = turn.state;
  if (phase !== "joining" || seat === null) return;
  if (role !== seat.role) {
    // The server may not turn the parts round: which side one writes as is in every seal.
    forget(turn);
    return refuse(turn, "role-swapped");
  }
  sit(turn);
  if (offer !== null) answerOffer(turn, offer);
  keepRecord(turn);
  hearStatus(turn, status);
}

/** Pause before asking again by itself, ms, where the server named none. */
const againAfterMs = 3_000;

/** No server may send a page to sleep for longer, ms. */
const longestWaitMs = 3_600_000;

function linkRefused(
  turn: ConversationTurn,
  request: Asked,
  refusal: Refusal | "offline",
  retryAfter: number | null,
): void {
  const { phase, seat } = turn.state;
  const retryAt = retryAfter === null ? null : turn.now + Math.min(longestWaitMs, retryAfter * 1000);
  if (phase === "seated") return;
  // Registered by the page before this one, whose answer was lost: the seat is this device's.
  if (request === "admit" && refusal === "conflict") {
    startStream(turn);
    sit(turn);
    return keepRecord(turn);
  }
  if (!isPassing(refusal)) {
    if (refusal === "full" && seat !== null) keep(turn, "sealed", keepNames.link(turn.state.token), null);
    if (refusal === "unknown" || refusal === "ended" || refusal === "expired") forget(turn);
    return refuse(turn, refusal);
  }
  const againAt = retryAt ?? turn.now + againAfterMs;
  if (phase === "opening" || phase === "refused") {
    refuse(turn, refusal, retryAt);
    return set(turn, { joinAgainAt: againAt });
  }
  if (phase !== "joining") return;
  const problem = { trouble: refusal, retryAt } as const;
  // What a person pressed for it presses again; what its device began goes on by itself.
  if (seat?.role === "host" || refusal === "stale-challenge") set(turn, { problem, joinAgainAt: againAt });
  else set(turn, { phase: "knock", problem });
}

/** The server knows it no more: over for this device too, and it keeps nothing of it (CRYPTO §5 "fail closed"). */
function gone(turn: ConversationTurn): void {
  const { countdown, phase } = turn.state;
  if (phase !== "seated") {
    forget(turn);
    return refuse(turn, "unknown");
  }
  const end = endsAt(countdown);
  const isTime = end !== null && turn.now >= end - deadlineToleranceMs;
  endHere(turn, {
    reason: isTime ? "timer_expired" : "manually_ended",
    at: turn.now,
    isServerTold: true,
    isPeerTold: false,
  });
}

/** Two clocks that mean the same deadline may be this far apart, ms. */
const deadlineToleranceMs = 2_000;

export function linkLineOver(turn: ConversationTurn, refusal: Refusal): void {
  switch (refusal) {
    case "unknown":
    case "ended":
    case "expired":
      return gone(turn);
    default:
      return refuse(turn, refusal);
  }
}
