/** Conversations entered by a code, their words by the live channel. */
import { changes } from "../conversation/changes.ts";
import { liveOf } from "../conversation/channel.ts";
import { enterSecret, hearDoor, join, lineOver, takeOfferedSeat } from "../conversation/start.ts";
import { type ConversationTurn, setKeying, setLive } from "../conversation/turn.ts";
import type { Carried, Ways } from "../conversation/ways.ts";
import { isKept } from "@chatorbit/protocol";
import { age } from "../epochs.ts";
import { guestMeets, guestTicks } from "../keying/guest.ts";
import { hostHears, hostMeets, hostTicks } from "../keying/host.ts";
import { hasPsk } from "../keying/keying.ts";
import { renewIfDue, renewIfFull } from "../keying/renew.ts";
import { nextLiveAt } from "./due.ts";
import { keepLiveRecord } from "./keep.ts";
import { countLost, hearHanded, hearHandshake, hearRefused, hearSealed } from "./receive.ts";
import { flushLive } from "./send.ts";
import { wipeLive } from "./wipe.ts";

export const liveWays: Ways = {
  hearDoor,
  takeSeat: takeOfferedSeat,
  enterSecret,
  join,
  mayAskAgain: (state) => liveOf(state).keying.secret8 !== null,
  greeting: ({ token, seat }) => (seat === null ? null : { auth: { token, key: seat.key } }),
  lineOver,
  keepRecord: keepLiveRecord,
  waitingOn: "tab",
  hear,
  peerArrived: meet,
  flush: flushLive,
  ticked,
  dueAt: nextLiveAt,
  isReading: () => false,
  ahead: () => 0,
  welcomed: () => {},
  hasKeys: (state) => hasPsk(liveOf(state).keying),
  sheetClosed,
  wipe: wipeLive,
  changes,
};

function hear(turn: ConversationTurn, frame: Carried): void {
  switch (frame.type) {
    case "pass":
    case "signal":
      if (!isKept(frame.sealed)) hearSealed(turn, frame.sealed);
      return;
    case "hs":
      return hearHandshake(turn, frame.m);
    case "ack":
      return hearHanded(turn, frame.cid);
    case "nack":
      return hearRefused(turn, frame);
  }
}

function meet(turn: ConversationTurn): void {
  if (turn.state.seat?.role === "host") hostMeets(turn);
  else guestMeets(turn);
}

function ticked(turn: ConversationTurn): void {
  if (turn.state.seat?.role === "host") hostTicks(turn);
  else guestTicks(turn);
  renewIfDue(turn);
  renewIfFull(turn);
  const { epochs } = liveOf(turn.state);
  const aged = age(epochs, turn.now);
  if (aged !== epochs) setLive(turn, { epochs: aged });
  countLost(turn);
}

/** The words may change again (CRYPTO §3 rule 7). */
function sheetClosed(turn: ConversationTurn): void {
  if (turn.state.seat?.role === "guest") return guestTicks(turn);
  const { held } = liveOf(turn.state).keying;
  if (held === null) return hostMeets(turn);
  setKeying(turn, { held: null });
  hostHears(turn, held);
}
