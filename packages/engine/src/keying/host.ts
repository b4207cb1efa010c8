import {
  acceptH1,
  acceptH2,
  type Ask,
  charge,
  equalBytes,
  fromBase64,
  hostAccepted,
  hostPskOf,
  isAskOfFormer,
  isBurned,
  macFailuresUntilLost,
  maxGuesses,
  maxOffersPerMinute,
  newHostPsks,
  offerEpoch,
  ProtocolError,
  readAskH2,
  refund,
  startH1,
  startH2,
  toBase64,
  waitBeforeMs,
} from "@chatorbit/crypto";
import { burn } from "../conversation/end.ts";
import {
  canTalk,
  type ConversationTurn,
  keepRecord,
  raise,
  refuse,
  setKeying,
} from "../conversation/turn.ts";
import { attempt } from "./attempt.ts";
import { adoptEpoch, sayHandshake } from "./common.ts";
import { againMs, dropRun, fallbackMs, hasPsk, silentGuestMs } from "./keying.ts";
import { keepGuesses } from "../live/keep.ts";
import { liveOf } from "../conversation/channel.ts";

/* The host's part: it offers, and takes one answer to each offer. */

/** Both are here: whatever is due is said, or said again. */
export function hostMeets(turn: ConversationTurn): void {
  const { sheetUntil } = turn.state;
  const { keying, epochs } = liveOf(turn.state);
  if (!canTalk(turn.state) || sheetUntil !== null) return;
  if (keying.answered !== null) {
    sayHandshake(turn, keying.answered.msg3);
    setKeying(turn, { fallbackAt: turn.now + fallbackMs });
    return;
  }
  if (keying.run?.kind === "h1-host" || keying.run?.kind === "h2-host") {
    sayHandshake(turn, keying.run.msg1);
    return;
  }
  if (epochs.sending !== null || epochs.prepared !== null) return;
  if (!hasPsk(keying)) return offerFirst(turn);
  // Keys survived a reload, chains did not. A guest that stands on the older psk will say so and ask.
  offerNext(turn, null);
  if (liveOf(turn.state).keying.secret8 !== null) setKeying(turn, { fallbackAt: turn.now + fallbackMs });
}

/** A first handshake (H1), as soon as the back-off allows. */
export function offerFirst(turn: ConversationTurn): void {
  const { token, facts } = turn.state;
  const { keying } = liveOf(turn.state);
  if (keying.secret8 === null || facts === null) return refuse(turn, "keys-lost");
  if (isBurned(keying.budget)) return burn(turn);
  if (keying.notBefore !== null && turn.now < keying.notBefore) return;
  if (!canTalk(turn.state) || turn.state.sheetUntil !== null) return;
  dropRun(keying.run);
  const terms = { ttlSeconds: facts.ttlMinutes * 60, maxChars: facts.maxChars };
  const { run, msg1 } = startH1({ token, secret8: keying.secret8, ...terms }, turn.random);
  const said = toBase64(msg1);
  setKeying(turn, {
    run: { kind: "h1-host", run, msg1: said, againAt: turn.now + againMs },
    answered: null,
    notBefore: null,
    fallbackAt: null,
  });
  sayHandshake(turn, said);
}

/** A next handshake (H2), under the psk the guest named or the newest. */
export function offerNext(turn: ConversationTurn, ask: Ask | null): void {
  const { keying } = liveOf(turn.state);
  if (keying.host === null || keying.sessionId === null || !canTalk(turn.state)) return;
  const lately = keying.offersAt.filter((at) => turn.now - at < 60_000);
  if (lately.length >= maxOffersPerMinute) return;
  const offer = attempt(() => offerEpoch(keying.host!, ask));
  if (offer instanceof ProtocolError) return;
  dropRun(keying.run);
  const { run, msg1 } = startH2(
    { sessionId: keying.sessionId, psk: offer.psk, base: offer.base, epoch: offer.epoch },
    turn.random,
  );
  const said = toBase64(msg1);
  setKeying(turn, {
    host: offer.host,
    run: { kind: "h2-host", run, msg1: said, againAt: turn.now + againMs },
    offersAt: [...lately, turn.now],
  });
  keepRecord(turn);
  sayHandshake(turn, said);
}

export function hostHears(turn: ConversationTurn, m: string): void {
  const { keying } = liveOf(turn.state);
  if (keying.answered?.msg2 === m) {
    // The guest still has its run: there is no need for another first handshake.
    if (keying.fallbackAt !== null) setKeying(turn, { fallbackAt: turn.now + silentGuestMs });
    return sayHandshake(turn, keying.answered.msg3);
  }
  const bytes = fromBase64(m);
  switch (bytes[0]) {
    case 0x12:
      return takeFirstAnswer(turn, m, bytes);
    case 0x20:
      return takeAsk(turn, m, bytes);
    case 0x22:
      return takeNextAnswer(turn, m, bytes);
  }
}

/** One answer to one offer is one guess: charged and written before it is looked at (CRYPTO §2). */
function takeFirstAnswer(turn: ConversationTurn, m: string, bytes: Uint8Array): void {
  const { facts } = turn.state;
  const { keying } = liveOf(turn.state);
  if (keying.run?.kind !== "h1-host" || facts === null) {
    // An answer to an offer this device no longer has: a fresh offer is the only thing that helps.
    if (!hasPsk(keying) && keying.run === null) offerFirst(turn);
    return;
  }
  // The id of another run: an answer to an offer of before, on its way when the page was loaded again.
  if (!equalBytes(bytes.subarray(1, 17), keying.run.run.sid)) return;
  const charged = charge(keying.budget);
  if (charged === null) return burn(turn);
  setKeying(turn, { budget: charged, run: null });
  keepGuesses(turn);
  const { run } = keying.run;
  const result = attempt(() => acceptH1(run, bytes));
  if (result instanceof ProtocolError) return failedGuess(turn);
  setKeying(turn, {
    budget: refund(charged),
    host: newHostPsks(result.keys),
    guest: null,
    sessionId: result.keys.sessionId,
    answered: { msg2: m, msg3: toBase64(result.msg3) },
    // A guest that vanished with its run says nothing any more, not even that it is back.
    fallbackAt: turn.now + silentGuestMs,
    macFailures: 0,
  });
  keepGuesses(turn);
  adoptEpoch(turn, result.keys);
  keepRecord(turn);
  sayHandshake(turn, toBase64(result.msg3));
}

function failedGuess(turn: ConversationTurn): void {
  const { budget } = liveOf(turn.state).keying;
  raise(turn, {
    type: "wrong-code",
    spent: budget.spent,
    left: maxGuesses - budget.spent,
    isLikelyTypo: budget.spent < 2,
  });
  if (isBurned(budget)) return burn(turn);
  setKeying(turn, { notBefore: turn.now + (waitBeforeMs(budget) ?? 0) });
  offerFirst(turn);
}

function takeAsk(turn: ConversationTurn, m: string, bytes: Uint8Array): void {
  const { sheetUntil } = turn.state;
  const { keying } = liveOf(turn.state);
  const { host, sessionId } = keying;
  if (host === null || sessionId === null) return;
  const ask = attempt(() => readAskH2(bytes, sessionId, (base) => hostPskOf(host, base)));
  if (ask instanceof ProtocolError) {
    if (isAskOfFormer(host, sessionId, bytes)) {
      if (turn.now >= keying.lateAsksUntil) raise(turn, { type: "keys-copied" });
    } else if (ask.code === "hs_mac") countMacFailure(turn);
    return;
  }
  // Words must not change under people's eyes (CRYPTO §3 rule 7).
  if (sheetUntil !== null) return setKeying(turn, { held: m });
  const { run } = keying;
  const isOffered = run?.kind === "h2-host" && run.run.base === ask.base && run.run.epoch > ask.epoch;
  if (isOffered) return sayHandshake(turn, run.msg1);
  offerNext(turn, ask);
}

function takeNextAnswer(turn: ConversationTurn, m: string, bytes: Uint8Array): void {
  const { sheetUntil } = turn.state;
  const { keying } = liveOf(turn.state);
  if (keying.run?.kind !== "h2-host" || keying.host === null) return;
  if (sheetUntil !== null) return setKeying(turn, { held: m });
  const { run } = keying.run;
  const { base } = run;
  const result = attempt(() => acceptH2(run, bytes));
  if (result instanceof ProtocolError) return;
  const host = attempt(() => hostAccepted(keying.host!, base, result.keys));
  if (host instanceof ProtocolError) return setKeying(turn, { run: null });
  const msg3 = toBase64(result.msg3);
  setKeying(turn, {
    host,
    run: null,
    answered: { msg2: m, msg3 },
    fallbackAt: turn.now + silentGuestMs,
    macFailures: 0,
  });
  adoptEpoch(turn, result.keys);
  keepRecord(turn);
  sayHandshake(turn, msg3);
}

export function countMacFailure(turn: ConversationTurn): void {
  const macFailures = liveOf(turn.state).keying.macFailures + 1;
  setKeying(turn, { macFailures });
  if (macFailures >= macFailuresUntilLost) raise(turn, { type: "keys-copied" });
}

/** The guest is here and does not confirm: its run is gone. The psks stay beside the new offer. */
function fallBack(turn: ConversationTurn): void {
  const { sheetUntil } = turn.state;
  const { keying } = liveOf(turn.state);
  if (sheetUntil !== null) return setKeying(turn, { fallbackAt: turn.now + fallbackMs });
  setKeying(turn, { fallbackAt: null });
  if (keying.secret8 !== null) offerFirst(turn);
  else if (keying.run === null) offerNext(turn, null);
}

/** Resends, falls back, renews: what time brings to the host. */
export function hostTicks(turn: ConversationTurn): void {
  const { keying } = liveOf(turn.state);
  const { now } = turn;
  if (keying.notBefore !== null && now >= keying.notBefore) {
    setKeying(turn, { notBefore: null });
    if (keying.run === null) offerFirst(turn);
  }
  if (keying.fallbackAt !== null && now >= keying.fallbackAt) fallBack(turn);
  const { run } = liveOf(turn.state).keying;
  const isOffering = run?.kind === "h1-host" || run?.kind === "h2-host";
  if (isOffering && now >= run.againAt && canTalk(turn.state)) {
    setKeying(turn, { run: { ...run, againAt: now + againMs } });
    if (turn.state.sheetUntil === null) sayHandshake(turn, run.msg1);
  }
}
