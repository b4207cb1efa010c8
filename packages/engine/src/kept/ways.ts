/** Conversations entered by a link, their words kept sealed until the end. */
import { dropKept, wipe } from "@chatorbit/crypto";
import { keptOf } from "../conversation/channel.ts";
import { type ConversationTurn, keep, set } from "../conversation/turn.ts";
import type { Ways } from "../conversation/ways.ts";
import { hurry } from "../outbox.ts";
import { keepNames } from "../record.ts";
import { hearLinkDoor, joinByLink, linkLineOver, takeLinkSeat } from "./door.ts";
import { keepLinkRecord } from "./keep.ts";
import { dropRun } from "./keying.ts";
import { hearKept, welcomedToLog } from "./receive.ts";
import { flushKept, nextKeptAt } from "./send.ts";
import { noKept } from "./state.ts";

export const keptWays: Ways = {
  hearDoor: hearLinkDoor,
  takeSeat: takeLinkSeat,
  enterSecret: () => {},
  join: joinByLink,
  mayAskAgain: (state) => keptOf(state).keying.key !== null,
  greeting: ({ token, channel }) => ({
    auth: { room: token },
    ...(channel.is === "kept" && channel.cursor !== null ? { cursor: channel.cursor } : {}),
  }),
  lineOver: linkLineOver,
  keepRecord: keepLinkRecord,
  waitingOn: "sealed",
  welcomed: welcomedToLog,
  hear: hearKept,
  peerArrived: (turn) => set(turn, { outbox: hurry(turn.state.outbox) }),
  flush: flushKept,
  ticked: () => {},
  dueAt: nextKeptAt,
  isReading: (state) => !keptOf(state).isCaughtUp,
  ahead: ({ skew }) => skew,
  hasKeys: (state) => keptOf(state).keys.some(({ ep }) => ep === 1),
  sheetClosed: () => {},
  wipe: wipeKept,
  changes: null,
};

function wipeKept(turn: ConversationTurn): void {
  const { token } = turn.state;
  const { keying, sid, keys } = keptOf(turn.state);
  dropRun(turn);
  if (keying.key !== null) wipe(keying.key);
  if (sid !== null) dropKept({ sid, keys });
  set(turn, { channel: noKept });
  keep(turn, "sealed", keepNames.link(token), null);
  keep(turn, "sealed", keepNames.own(token), null);
}
