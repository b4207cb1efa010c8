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
import { mayExtend, openPact, yields } from "../pact.ts";
import type { Body, BodyOf } from "../payload.ts";
import type { Record } from "../record.ts";
import { endForBoth } from "./end.ts";
import { flush, say } from "./flow.ts";
import { canTalk, type ConversationTurn, effect, freshId, keepRecord, set, tell } from "./turn.ts";

/** How much longer may be asked for now, seconds. */
export const mayExtendNow = ({ agreed, facts, pact, leap }: ConversationTurn["state"]): number =>
  facts === null || pact !== null || leap !== null ? 0 : mayExtend(agreed, facts.ttlMinutes * 60_000);

export function askExtend(turn: ConversationTurn, seconds: number): void {
  const end = endsAt(turn.state.countdown);
  if (!canTalk(turn.state) || end === null || seconds < 1 || seconds > mayExtendNow(turn.state)) return;
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
  const { pact } = turn.state;
  if (pact === null || pact.by !== "peer") {
    // One's own ask taken back: the other side's answer will find nothing open.
    if (pact !== null && !isAgreed) set(turn, { pact: null });
    return;
  }
  if (!isAgreed) {
    say(turn, pact.act === "extend" ? { t: "xt.no", id: pact.id } : { t: "leap.no", id: pact.id });
    return set(turn, { pact: null });
  }
  if (pact.act === "extend") {
    say(turn, { t: "xt.ok", id: pact.id });
    return agreeOnTime(turn, pact.id, pact.seconds, "peer");
  }
  const mine = toBase64(turn.random(32));
  say(turn, { t: "leap.ok", id: pact.id, e: pact.epoch, r: mine });
  set(turn, { pact: { ...pact, mine } });
  beginLeap(turn);
}

/** The pact part of what the other device said. */
export function hearPact(turn: ConversationTurn, body: Body): void {
  switch (body.t) {
    case "xt.ask":
      return hearAsk(turn, body.id, () => {
        if (body.add > mayExtendNow(turn.state)) return void say(turn, { t: "xt.no", id: body.id });
        set(turn, { pact: openPact(body.id, "peer", { act: "extend", seconds: body.add }, turn.now) });
      });
    case "leap.ask":
      return hearAsk(turn, body.id, () => {
        const epoch = confirmedEpoch(turn.state);
        if (epoch !== body.e || turn.state.leap !== null) return void say(turn, { t: "leap.no", id: body.id });
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
      if (turn.state.pact?.id === body.id && turn.state.pact.by === "me") set(turn, { pact: null });
      return;
    case "leap.go":
      return hearLeapGo(turn, body);
  }
}

/** One ask at a time; when both asked at once the host's counts. */
function hearAsk(turn: ConversationTurn, id: string, open: () => void): void {
  const { pact, seat } = turn.state;
  if (seat === null || pact?.id === id) return;
  if (pact !== null && !yields(pact, seat.role)) return;
  set(turn, { pact: null });
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
    agreed: { seconds: agreed.seconds + seconds, count: agreed.count + 1 },
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

/** The server extends once both seats have told it the same; said until its clock shows it. */
export function tellExtensions(turn: ConversationTurn): void {
  const { untold, conv, status, agreed, facts } = turn.state;
  if (untold.length === 0 || conv === null || turn.state.link.phase !== "live" || facts === null) return;
  const { started_at, ends_at } = status?.timer ?? { started_at: null, ends_at: null };
  const serverTotal = started_at === null || ends_at === null ? 0 : Date.parse(ends_at) - Date.parse(started_at);
  if (serverTotal >= facts.ttlMinutes * 60_000 + agreed.seconds * 1000) return set(turn, { untold: [] });
  const isDue = (saidAt: number | null) => saidAt === null || turn.now >= saidAt + 5_000;
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
  const { pact, leap, seat, keying } = turn.state;
  if (leap === null || leap.token !== null || pact?.act !== "leap" || seat === null) return;
  const psk =
    seat.role === "guest"
      ? keying.guest?.epoch === pact.epoch
        ? keying.guest.psk
        : undefined
      : keying.host === null
        ? undefined
        : hostPskOf(keying.host, pact.epoch);
  if (psk === undefined || pact.mine === null || pact.theirs === null) return dropLeap(turn);
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
    ratchet:
      seat.role === "host" ? hostPsksToRecord(newHostPsks(keys)) : guestPskToRecord(newGuestPsk(keys)),
    sessionId: toBase64(sessionId),
    facts: null,
    isVerified: turn.state.isVerified,
    expires: null,
    agreedSeconds: 0,
    agreedCount: 0,
    myName: turn.state.myName,
    peerName: turn.state.peerName,
    sent: 0,
    received: 0,
  };
  set(turn, { leap: { ...leap, token } });
  effect(turn, { type: "succeed", token, record: JSON.stringify(record) });
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

/** Not confirmed in time: the leap is void and the old session goes on. */
export function dropLeap(turn: ConversationTurn): void {
  if (turn.state.leap?.token != null) effect(turn, { type: "abandonSuccessor" });
  set(turn, { leap: null, pact: null });
}

export function pactTicks(turn: ConversationTurn): void {
  const { pact, leap } = turn.state;
  if (leap !== null) {
    if (turn.now >= leap.until) dropLeap(turn);
  } else if (pact !== null && turn.now >= pact.until) {
    set(turn, { pact: null });
  }
  tellExtensions(turn);
}
