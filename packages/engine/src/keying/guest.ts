import {
  answerH1,
  answerH2,
  askH2,
  charge,
  finishH1,
  finishH2,
  fromBase64,
  guestConfirmed,
  isBurned,
  maxGuesses,
  newGuestPsk,
  ProtocolError,
  refund,
  silentAfterMs,
  toBase64,
  waitBeforeMs,
} from "@chatorbit/crypto";
import {
  canTalk,
  type ConversationTurn,
  keepRecord,
  raise,
  refuse,
  setKeying,
} from "../conversation/turn.ts";
import { greet } from "../live/send.ts";
import { forget } from "../conversation/end.ts";
import { attempt } from "./attempt.ts";
import { adoptEpoch, countBroken, sayHandshake } from "./common.ts";
import { countMacFailure } from "./host.ts";
import { againMs, dropRun, hasPsk, type Run, runLifeMs } from "./keying.ts";
import { keepGuesses } from "../live/keep.ts";
import { liveOf } from "../conversation/channel.ts";

/* The guest's part: it answers, and asks when it has fallen behind. */

/** Both are here: whatever is due is said, or said again. */
export function guestMeets(turn: ConversationTurn): void {
  const { keying, epochs } = liveOf(turn.state);
  if (!canTalk(turn.state)) return;
  const { run } = keying;
  if (run?.kind === "h1-guest" || run?.kind === "h2-guest") {
    const interrupted = run.kind === "h1-guest" ? { isInterrupted: true } : {};
    setKeying(turn, { run: { ...run, ...interrupted, againAt: turn.now + againMs } });
    sayHandshake(turn, run.msg2);
  } else if (hasPsk(keying) && epochs.sending === null) {
    ask(turn);
  } else if (!hasPsk(keying) && keying.secret8 === null) {
    refuse(turn, "keys-lost");
  }
}

/** Asks for a next handshake under the one psk this device holds. */
export function ask(turn: ConversationTurn): void {
  const { sheetUntil } = turn.state;
  const { keying } = liveOf(turn.state);
  if (keying.guest === null || keying.sessionId === null || !canTalk(turn.state) || sheetUntil !== null)
    return;
  const { epoch, psk } = keying.guest;
  const asked = askH2({ sessionId: keying.sessionId, psk, base: epoch, epoch }, turn.random);
  setKeying(turn, { askAt: turn.now + againMs });
  sayHandshake(turn, toBase64(asked));
}

/** What came of a charged run must be seen, however it ended (CRYPTO §2). */
function showRun(turn: ConversationTurn, run: Run | null): void {
  if (run?.kind !== "h1-guest" || run.isShown) return;
  const { spent } = liveOf(turn.state).keying.budget;
  if (run.isInterrupted) raise(turn, { type: "silent-run" });
  else raise(turn, { type: "wrong-code", spent, left: maxGuesses - spent, isLikelyTypo: spent < 2 });
}

export function guestHears(turn: ConversationTurn, m: string): void {
  const bytes = fromBase64(m);
  switch (bytes[0]) {
    case 0x11:
      return takeFirstOffer(turn, m);
    case 0x13:
      return takeFirstConfirmation(turn, bytes);
    case 0x21:
      return takeNextOffer(turn, m, bytes);
    case 0x23:
      return takeNextConfirmation(turn, bytes);
  }
}

function takeFirstOffer(turn: ConversationTurn, m: string): void {
  const { sheetUntil } = turn.state;
  const { keying } = liveOf(turn.state);
  if (keying.secret8 === null) {
    // The host lost its first handshake, this device did not: it still knows the psk.
    if (keying.guest !== null) ask(turn);
    return;
  }
  if (keying.run?.kind === "h1-guest" && keying.run.msg1 === m) {
    return sayHandshake(turn, keying.run.msg2);
  }
  if (keying.pastOffers.includes(m)) return;
  const isEarly = keying.notBefore !== null && turn.now < keying.notBefore;
  if (isEarly || sheetUntil !== null) return setKeying(turn, { held: m });
  answerFirst(turn, m);
}

const offersRemembered = 8;

/** The tag in msg2 lets a false host test its guess: charged and written before it leaves (CRYPTO §2). */
function answerFirst(turn: ConversationTurn, m: string): void {
  const { token, facts } = turn.state;
  const { keying } = liveOf(turn.state);
  if (keying.secret8 === null || facts === null) return;
  const charged = charge(keying.budget);
  if (charged === null) {
    showRun(turn, keying.run);
    return refuse(turn, "code-dead");
  }
  const answer = attempt(() => answerH1({ token, secret8: keying.secret8! }, fromBase64(m), turn.random));
  if (answer instanceof ProtocolError) return countBroken(turn);
  // The host offers again, so the run before came to nothing.
  showRun(turn, keying.run);
  dropRun(keying.run);
  const past = keying.run?.kind === "h1-guest" ? [keying.run.msg1] : [];
  const { run, offered } = answer;
  const msg2 = toBase64(answer.msg2);
  setKeying(turn, {
    budget: charged,
    held: null,
    pastOffers: [...keying.pastOffers, ...past].slice(-offersRemembered),
    notBefore: turn.now + (waitBeforeMs(charged) ?? 0),
    run: {
      kind: "h1-guest",
      run,
      msg1: m,
      msg2,
      saidAt: turn.now,
      againAt: turn.now + againMs,
      isShown: false,
      isInterrupted: false,
      ...offered,
    },
  });
  keepGuesses(turn);
  sayHandshake(turn, msg2);
}

function takeFirstConfirmation(turn: ConversationTurn, bytes: Uint8Array): void {
  const { facts, sheetUntil } = turn.state;
  const { keying } = liveOf(turn.state);
  const { run } = keying;
  if (run?.kind !== "h1-guest" || facts === null) return;
  if (sheetUntil !== null) return setKeying(turn, { held: toBase64(bytes) });
  const keys = attempt(() => finishH1(run.run, bytes));
  if (keys instanceof ProtocolError) return confirmationFailed(turn, keys);
  const isOfferTrue = run.ttlSeconds === facts.ttlMinutes * 60 && run.maxChars === facts.maxChars;
  if (!isOfferTrue) raise(turn, { type: "offer-differs" });
  turn.state = {
    ...turn.state,
    facts: {
      ...facts,
      ttlMinutes: Math.min(facts.ttlMinutes, run.ttlSeconds / 60),
      maxChars: Math.min(facts.maxChars, run.maxChars),
    },
  };
  setKeying(turn, {
    budget: refund(keying.budget),
    guest: newGuestPsk(keys),
    host: null,
    sessionId: keys.sessionId,
    secret8: null,
    run: null,
    held: null,
    notBefore: null,
    macFailures: 0,
  });
  keepGuesses(turn);
  adoptEpoch(turn, keys);
  keepRecord(turn);
  greet(turn);
}

function takeNextOffer(turn: ConversationTurn, m: string, bytes: Uint8Array): void {
  const { sheetUntil } = turn.state;
  const { keying } = liveOf(turn.state);
  const { guest, sessionId, run } = keying;
  if (guest === null || sessionId === null) return;
  if (run?.kind === "h2-guest" && run.msg1 === m) return sayHandshake(turn, run.msg2);
  if (sheetUntil !== null) return setKeying(turn, { held: m });
  const answer = attempt(() =>
    answerH2({ sessionId, psk: guest.psk, base: guest.epoch, lastEpoch: guest.epoch }, bytes, turn.random),
  );
  if (answer instanceof ProtocolError) {
    if (answer.code === "hs_base") ask(turn);
    if (answer.code === "hs_mac") countMacFailure(turn);
    return;
  }
  dropRun(run);
  const msg2 = toBase64(answer.msg2);
  setKeying(turn, {
    run: { kind: "h2-guest", run: answer.run, msg1: m, msg2, saidAt: turn.now, againAt: turn.now + againMs },
    askAt: null,
    held: null,
  });
  sayHandshake(turn, msg2);
}

function takeNextConfirmation(turn: ConversationTurn, bytes: Uint8Array): void {
  const { run, guest } = liveOf(turn.state).keying;
  if (run?.kind !== "h2-guest" || guest === null) return;
  if (turn.state.sheetUntil !== null) return setKeying(turn, { held: toBase64(bytes) });
  const keys = attempt(() => finishH2(run.run, bytes));
  if (keys instanceof ProtocolError) return confirmationFailed(turn, keys);
  const next = attempt(() => guestConfirmed(guest, keys));
  if (next instanceof ProtocolError) return setKeying(turn, { run: null });
  setKeying(turn, { guest: next, run: null, askAt: null, macFailures: 0 });
  adoptEpoch(turn, keys);
  keepRecord(turn);
  greet(turn);
}

function confirmationFailed(turn: ConversationTurn, { code }: ProtocolError): void {
  if (code !== "hs_commit") return;
  // The host's device opened another nonce than it committed to: abort for good (CRYPTO §12).
  forget(turn);
  refuse(turn, "commitment-broken");
}

/** Resends, notices silence, asks again: what time brings to the guest. */
export function guestTicks(turn: ConversationTurn): void {
  const { keying } = liveOf(turn.state);
  const { now } = turn;
  const { run } = keying;
  if (run?.kind === "h1-guest" || run?.kind === "h2-guest") {
    if (run.kind === "h1-guest" && !run.isShown && now >= run.saidAt + silentAfterMs) {
      raise(turn, { type: "silent-run" });
      setKeying(turn, { run: { ...run, isShown: true } });
    }
    if (now >= run.saidAt + runLifeMs && turn.state.sheetUntil === null) {
      dropRun(run);
      setKeying(turn, { run: null });
      if (isBurned(liveOf(turn.state).keying.budget)) return refuse(turn, "code-dead");
      guestMeets(turn);
    } else if (now >= run.againAt && canTalk(turn.state)) {
      setKeying(turn, { run: { ...(liveOf(turn.state).keying.run ?? run), againAt: now + againMs } });
      sayHandshake(turn, run.msg2);
    }
  }
  const { notBefore: until } = liveOf(turn.state).keying;
  if (until !== null && now >= until) setKeying(turn, { notBefore: null });
  const { held, notBefore, askAt } = liveOf(turn.state).keying;
  if (held !== null && notBefore === null && turn.state.sheetUntil === null) {
    setKeying(turn, { held: null });
    guestHears(turn, held);
  }
  if (askAt !== null && now >= askAt) {
    setKeying(turn, { askAt: null });
    if (liveOf(turn.state).epochs.sending === null) ask(turn);
  }
}
