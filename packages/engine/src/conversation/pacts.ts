/** Acts that need both: asked, answered, and more time (TS8, CRYPTO §18). */
import { toBase64 } from "@chatorbit/crypto";
import { maxExtensions } from "@chatorbit/protocol";
import { endsAt } from "../countdown.ts";
import { drop } from "../outbox.ts";
import { mayExtend, openPact, type Pact, yields } from "../pact.ts";
import type { Body } from "../payload.ts";
import { say } from "./flow.ts";
import {
  beginLeap,
  confirmedEpoch,
  dropLeap,
  lapseLeap,
  forgetFormerLeap,
  hearLeapAgreed,
  hearLeapGo,
} from "./leap.ts";
import { mayExtendNow } from "./may-extend.ts";
import { canTalk, type ConversationTurn, freshId, keepRecord, set, tell } from "./turn.ts";

export function askExtend(turn: ConversationTurn, seconds: number): void {
  const end = endsAt(turn.state.countdown);
  const isAsked = Number.isInteger(seconds) && seconds >= 1 && seconds <= mayExtendNow(turn.state);
  if (!canTalk(turn.state) || end === null || !isAsked) return;
  const id = freshId(turn);
  say(turn, { t: "xt.ask", id, add: seconds, end: Math.floor(end) });
  set(turn, {
    pact: openPact(id, "me", { act: "extend", seconds }, turn.now),
    asked: [...turn.state.asked, { id, seconds }].slice(-maxExtensions),
  });
  keepRecord(turn);
}

export function answerPact(turn: ConversationTurn, isAgreed: boolean): void {
  const { pact, leap } = turn.state;
  if (pact === null || leap !== null) return;
  // A no to one's own ask takes it back.
  if (!isAgreed) return decline(turn, pact);
  if (pact.by === "me") return;
  if (pact.act === "extend") {
    say(turn, { t: "xt.ok", id: pact.id });
    set(turn, { pact: null });
    return agreeOnTime(turn, pact.id, pact.seconds, "peer");
  }
  const mine = toBase64(turn.random(32));
  say(turn, { t: "leap.ok", id: pact.id, e: pact.epoch, r: mine });
  set(turn, { pact: { ...pact, mine } });
  beginLeap(turn);
}

function decline(turn: ConversationTurn, { id, act }: Pact): void {
  closePact(turn);
  forgetAsk(turn, id);
  say(turn, act === "extend" ? { t: "xt.no", id } : { t: "leap.no", id });
}

function forgetAsk(turn: ConversationTurn, id: string): void {
  if (!turn.state.asked.some((ask) => ask.id === id)) return;
  set(turn, { asked: turn.state.asked.filter((ask) => ask.id !== id) });
  keepRecord(turn);
}

/** Nothing is open any more, and an ask that has not left must not come up when it is over. */
export function closePact(turn: ConversationTurn): void {
  const { pact } = turn.state;
  const isItsAsk = (body: Body) =>
    (body.t === "xt.ask" || body.t === "leap.ask" || body.t === "leap.go") && body.id === pact?.id;
  const outbox = turn.state.outbox.parcels
    .filter(({ body }) => isItsAsk(body))
    .reduce((left, { id }) => drop(left, id), turn.state.outbox);
  set(turn, { pact: null, outbox });
}

const mostTakenBack = 16;

/** The pact part of what the other device said. */
export function hearPact(turn: ConversationTurn, body: Body): void {
  if (!turn.state.traits.canExtend) return;
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
      // On the way the word may have overtaken the ask.
      else set(turn, { takenBack: [...turn.state.takenBack, body.id].slice(-mostTakenBack) });
      return forgetAsk(turn, body.id);
    case "leap.go":
      return hearLeapGo(turn, body);
  }
}

/** One ask at a time; when both asked at once the host's counts. */
function hearAsk(turn: ConversationTurn, id: string, open: () => void): void {
  const { pact, seat, leap, takenBack } = turn.state;
  if (seat === null || pact?.id === id || leap !== null || takenBack.includes(id)) return;
  if (pact !== null && !yields(pact, seat.role)) return;
  if (pact?.by === "me") decline(turn, pact);
  else closePact(turn);
  open();
}

function hearExtended(turn: ConversationTurn, id: string): void {
  const { asked, agreed, facts, pact } = turn.state;
  const ask = asked.find((one) => one.id === id);
  if (ask === undefined || facts === null) return;
  if (ask.seconds > mayExtend(agreed, facts.ttlMinutes * 60_000)) return;
  if (pact?.id === id) closePact(turn);
  set(turn, { asked: asked.filter((one) => one !== ask) });
  agreeOnTime(turn, id, ask.seconds, "me");
}

function agreeOnTime(turn: ConversationTurn, id: string, seconds: number, by: "me" | "peer"): void {
  const { countdown, agreed, untold } = turn.state;
  const added = seconds * 1000;
  set(turn, {
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

export function pactTicks(turn: ConversationTurn): void {
  const { pact, leap, formerLeap } = turn.state;
  if (formerLeap !== null && turn.now >= formerLeap.until) forgetFormerLeap(turn);
  if (leap !== null) {
    if (turn.now >= leap.until) lapseLeap(turn);
  } else if (pact !== null && turn.now >= pact.until) {
    closePact(turn);
    // Late on its way, the ask must not come up there for a minute of its own; agreed to meanwhile, it counts.
    if (pact.by === "me") say(turn, { t: pact.act === "extend" ? "xt.no" : "leap.no", id: pact.id });
  }
}
