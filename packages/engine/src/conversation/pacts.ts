/** Acts that need both: more time, and the leap (TS8, CRYPTO §18). */
import {
  fromBase64,
  guestPskToRecord,
  hostPskOf,
  hostPsksToRecord,
  leapPsk,
  leapSessionId,
  newGuestPsk,
  newHostPsks,
  toBase64,
  toBase64Url,
} from "@chatorbit/crypto";
import { askOpenMs, type Issued } from "@chatorbit/protocol";
import { endsAt } from "../countdown.ts";
import { mayExtend, openPact, type Pact, yields } from "../pact.ts";
import type { Body, BodyOf } from "../payload.ts";
import { keepNames, type Record } from "../record.ts";
import { earliest } from "../turn.ts";
import { endForBoth } from "./end.ts";
import { flush, say } from "./flow.ts";
import { canTalk, type ConversationTurn, effect, freshId, keep, keepRecord, set, tell } from "./turn.ts";

/** How much longer may be asked for now, seconds. */
export const mayExtendNow = ({ agreed, facts, pact, leap }: ConversationTurn["state"]): number =>
  facts === null || pact !== null || leap !== null ? 0 : mayExtend(agreed, facts.ttlMinutes * 60_000);

export function askExtend(turn: ConversationTurn, seconds: number): void {
  const end = endsAt(turn.state.countdown);
  const isAsked = Number.isInteger(seconds) && seconds >= 1 && seconds <= mayExtendNow(turn.state);
  if (!canTalk(turn.state) || end === null || !isAsked) return;
  const id = freshId(turn);
  say(turn, { t: "xt.ask", id, add: seconds, end: Math.floor(end) });
  set(turn, { pact: openPact(id, "me", { act: "extend", seconds }, turn.now) });
}

export function askLeap(turn: ConversationTurn): void {
  const { pact, leap, seat } = turn.state;
  const epoch = confirmedEpoch(turn.state);
  if (!canTalk(turn.state) || pact !== null || leap !== null || epoch === null || seat === null) return;
  const id = freshId(turn);
  const mine = toBase64(turn.random(32));
  say(turn, { t: "leap.ask", id, e: epoch, r: mine });
  set(turn, { pact: openPact(id, "me", { act: "leap", epoch, mine, theirs: null }, turn.now) });
}

export function answerPact(turn: ConversationTurn, isAgreed: boolean): void {
  const { pact, leap } = turn.state;
  if (pact === null || leap !== null) return;
  // A no to one's own ask takes it back.
  if (!isAgreed) return decline(turn, pact);
  if (pact.by === "me") return;
  if (pact.act === "extend") {
    say(turn, { t: "xt.ok", id: pact.id });
    return agreeOnTime(turn, pact.id, pact.seconds, "peer");
  }
  const mine = toBase64(turn.random(32));
  say(turn, { t: "leap.ok", id: pact.id, e: pact.epoch, r: mine });
  set(turn, { pact: { ...pact, mine } });
  beginLeap(turn);
}

function decline(turn: ConversationTurn, { id, act }: Pact): void {
  closePact(turn);
  say(turn, act === "extend" ? { t: "xt.no", id } : { t: "leap.no", id });
}

/** Nothing is open any more, and an ask still on its way must not come up when it is over. */
function closePact(turn: ConversationTurn): void {
  const { pact, outbox } = turn.state;
  const isItsAsk = (body: Body) =>
    (body.t === "xt.ask" || body.t === "leap.ask" || body.t === "leap.go") && body.id === pact?.id;
  const parcels = outbox.parcels.filter(({ body }) => !isItsAsk(body));
  set(turn, { pact: null, outbox: { ...outbox, parcels } });
}

/** The pact part of what the other device said. */
export function hearPact(turn: ConversationTurn, body: Body): void {
  switch (body.t) {
    case "xt.ask":
      // Agreed before a reload took the answer along: it goes again.
      if (turn.state.agreed.ids.includes(body.id)) return void say(turn, { t: "xt.ok", id: body.id });
      return hearAsk(turn, body.id, () => {
        if (body.add > mayExtendNow(turn.state)) return void say(turn, { t: "xt.no", id: body.id });
        set(turn, { pact: openPact(body.id, "peer", { act: "extend", seconds: body.add }, turn.now) });
      });
    case "leap.ask":
      return hearAsk(turn, body.id, () => {
        const epoch = confirmedEpoch(turn.state);
        if (epoch !== body.e || turn.state.leap !== null)
          return void say(turn, { t: "leap.no", id: body.id });
        set(turn, {
          pact: openPact(body.id, "peer", { act: "leap", epoch, mine: null, theirs: body.r }, turn.now),
        });
      });
    case "xt.ok":
      return hearExtended(turn, body.id);
    case "leap.ok":
      return hearLeapAgreed(turn, body);
    case "xt.no":
    case "leap.no":
      // Refused, or taken back, or the new session could not be had.
      if (turn.state.pact?.id === body.id) dropLeap(turn);
      return;
    case "leap.go":
      return hearLeapGo(turn, body);
  }
}

/** One ask at a time; when both asked at once the host's counts. */
function hearAsk(turn: ConversationTurn, id: string, open: () => void): void {
  const { pact, seat, leap } = turn.state;
  if (seat === null || pact?.id === id || leap !== null) return;
  if (pact !== null && !yields(pact, seat.role)) return;
  if (pact?.by === "me") decline(turn, pact);
  else closePact(turn);
  open();
}

function hearExtended(turn: ConversationTurn, id: string): void {
  const { pact } = turn.state;
  if (pact?.id !== id || pact.by !== "me" || pact.act !== "extend") return;
  agreeOnTime(turn, id, pact.seconds, "me");
}

function agreeOnTime(turn: ConversationTurn, id: string, seconds: number, by: "me" | "peer"): void {
  const { countdown, agreed, untold } = turn.state;
  const added = seconds * 1000;
  set(turn, {
    pact: null,
    agreed: { seconds: agreed.seconds + seconds, ids: [...agreed.ids, id] },
    countdown: {
      ...countdown,
      ownEnd: countdown.ownEnd === null ? null : countdown.ownEnd + added,
      totalMs: countdown.totalMs + added,
    },
    untold: [...untold, { id, seconds, saidAt: null }],
  });
  tell(turn, { type: "extended", by, seconds });
  keepRecord(turn);
}

/** Pause between two tries to tell the server, ms. */
const tellAgainMs = 5_000;

const mayTell = ({ untold, conv, link }: ConversationTurn["state"]): boolean =>
  untold.length > 0 && conv !== null && link.phase === "live";

/** When the server is told (again) what both agreed on, ms. */
export const nextTellAt = (state: ConversationTurn["state"]): number | null =>
  mayTell(state) ? earliest(...state.untold.map(({ saidAt }) => (saidAt ?? 0) + tellAgainMs)) : null;

/** The server extends once both seats have told it the same; said until its clock shows it. */
export function tellExtensions(turn: ConversationTurn): void {
  const { untold, conv, status, agreed, facts } = turn.state;
  if (conv === null || !mayTell(turn.state)) return;
  const { started_at, ends_at } = status?.timer ?? { started_at: null, ends_at: null };
  const serverTotal =
    started_at === null || ends_at === null ? 0 : Date.parse(ends_at) - Date.parse(started_at);
  const total = (facts?.ttlMinutes ?? 0) * 60_000 + agreed.seconds * 1000;
  if (serverTotal >= total) {
    set(turn, { untold: [] });
    return keepRecord(turn);
  }
  const isDue = (saidAt: number | null) => saidAt === null || turn.now >= saidAt + tellAgainMs;
  if (!untold.some(({ saidAt }) => isDue(saidAt))) return;
  for (const { id, seconds, saidAt } of untold) {
    if (isDue(saidAt)) effect(turn, { type: "say", frame: { type: "extend", conv, id, seconds } });
  }
  set(turn, {
    untold: untold.map((each) => (isDue(each.saidAt) ? { ...each, saidAt: turn.now } : each)),
  });
}

/** The newest epoch both sides stand on for sure, as this side knows it (CRYPTO §18.2). */
function confirmedEpoch({ keying }: ConversationTurn["state"]): number | null {
  return keying.guest?.epoch ?? keying.host?.confirmed ?? null;
}

function hearLeapAgreed(turn: ConversationTurn, { id, e, r }: BodyOf<"leap.ok">): void {
  const { pact } = turn.state;
  if (pact?.id !== id || pact.by !== "me" || pact.act !== "leap" || pact.epoch !== e) return;
  set(turn, { pact: { ...pact, theirs: r } });
  beginLeap(turn);
}

function beginLeap(turn: ConversationTurn): void {
  const { pact, seat, facts } = turn.state;
  if (pact === null || seat === null || facts === null) return;
  set(turn, { leap: { pactId: pact.id, token: null, until: turn.now + askOpenMs } });
  if (seat.role !== "host") return;
  effect(turn, {
    type: "issue",
    body: { validity_option: "day", ttl_minutes: facts.ttlMinutes, max_message_length: facts.maxChars },
  });
}

/** The host has the new token: it takes its seat there before it names the place. */
export function leapTo(turn: ConversationTurn, { token }: Pick<Issued, "token">): void {
  const { pact, leap, seat, facts } = turn.state;
  if (leap === null || leap.token !== null || pact?.act !== "leap" || seat === null) return;
  const psk = pskOf(turn.state, pact.epoch);
  if (psk === undefined || pact.mine === null || pact.theirs === null) return giveUpLeap(turn);
  const [mine, theirs] = [fromBase64(pact.mine), fromBase64(pact.theirs)];
  const [rHost, rGuest] = seat.role === "host" ? [mine, theirs] : [theirs, mine];
  const fresh = leapPsk(psk, rHost, rGuest, token);
  const sessionId = leapSessionId(fresh);
  const keys = { epoch: 0, psk: fresh };
  const record: Record = {
    v: 1,
    token,
    role: seat.role,
    key: toBase64Url(turn.random(32)),
    secret8: null,
    isMaker: seat.role === "host",
    ratchet: seat.role === "host" ? hostPsksToRecord(newHostPsks(keys)) : guestPskToRecord(newGuestPsk(keys)),
    sessionId: toBase64(sessionId),
    // The terms both know; the new session's server may only tighten them.
    facts,
    isVerified: turn.state.isVerified,
    expires: null,
    agreedSeconds: 0,
    agreedIds: [],
    untold: [],
    leap: null,
    isReopened: false,
    myName: turn.state.myName,
    peerName: turn.state.peerName,
    sent: 0,
    received: 0,
  };
  forgetFormerLeap(turn);
  set(turn, { leap: { ...leap, token } });
  keepRecord(turn);
  effect(turn, { type: "succeed", token, record: JSON.stringify(record) });
}

function pskOf({ keying }: ConversationTurn["state"], epoch: number) {
  if (keying.guest !== null) return keying.guest.epoch === epoch ? keying.guest.psk : undefined;
  return keying.host === null ? undefined : hostPskOf(keying.host, epoch);
}

function hearLeapGo(turn: ConversationTurn, { id, token }: BodyOf<"leap.go">): void {
  if (turn.state.seat?.role === "guest" && turn.state.leap?.pactId === id) leapTo(turn, { token });
}

/** The new session's seat is taken: the host names the place to the guest. */
export function successorSeated(turn: ConversationTurn): void {
  const { leap, seat } = turn.state;
  if (seat?.role !== "host" || leap === null || leap.token === null) return;
  say(turn, { t: "leap.go", id: leap.pactId, token: leap.token });
}

/** Words arrived in the new session: this one has moved. */
export function successorOpened(turn: ConversationTurn): void {
  const { leap } = turn.state;
  if (leap === null || leap.token === null) return;
  say(turn, { t: "end", reason: "leap" });
  flush(turn);
  endForBoth(turn, "moved", leap.token);
}

/** It cannot be done here: the other side need not wait for it to lapse. */
export function giveUpLeap(turn: ConversationTurn): void {
  const { leap } = turn.state;
  if (leap === null) return;
  say(turn, { t: "leap.no", id: leap.pactId });
  dropLeap(turn);
}

/** Not confirmed in time: the leap is void and the old session goes on. */
export function dropLeap(turn: ConversationTurn): void {
  const isBegun = turn.state.leap?.token != null;
  if (isBegun) effect(turn, { type: "abandonSuccessor" });
  closePact(turn);
  set(turn, { leap: null });
  if (isBegun) keepRecord(turn);
}

/** What was begun before a reload came to nothing: its keys go. */
function forgetFormerLeap(turn: ConversationTurn): void {
  const { formerLeap } = turn.state;
  if (formerLeap === null) return;
  keep(turn, "tab", keepNames.record(formerLeap.token), null);
  set(turn, { formerLeap: null });
  keepRecord(turn);
}

export function pactTicks(turn: ConversationTurn): void {
  const { pact, leap, formerLeap } = turn.state;
  if (formerLeap !== null && turn.now >= formerLeap.until) forgetFormerLeap(turn);
  if (leap !== null) {
    if (turn.now >= leap.until) dropLeap(turn);
  } else if (pact !== null && turn.now >= pact.until) {
    closePact(turn);
  }
}
