/** A device that says whatever it likes, well sealed: for tests of what the other one makes of it. */
import { newUuid } from "@chatorbit/crypto";
import { type Down, isKept, type Up } from "@chatorbit/protocol";
import { say } from "../src/conversation/flow.ts";
import { type ConversationTurn, set } from "../src/conversation/turn.ts";
import { emptyOutbox } from "../src/outbox.ts";
import type { Conversation } from "../src/conversation/state.ts";
import type { Effect } from "../src/conversation/effects.ts";
import { liveWays } from "../src/live/ways.ts";
import type { Body } from "../src/payload.ts";
import { beginTurn } from "../src/turn.ts";
import { conv, type Pair, type Side } from "./pair.ts";

/** What the server makes of a frame for the other seat. */
export const way = (frame: Up): readonly Down[] => {
  if (frame.type === "send" && !isKept(frame.sealed))
    return [{ type: "pass", conv, sealed: frame.sealed, fs: "AAAA" }];
  return frame.type === "signal" ? [frame] : [];
};

/** `side` seals whatever it likes, at whatever time of its own, and the other one hears it. */
export function says(
  pair: Pair,
  side: Side,
  body: Body,
  { ts, id }: { ts?: number; id?: string } = {},
): void {
  const turn: ConversationTurn = { ...beginTurn<Conversation, Effect>(side.state, pair), ways: liveWays };
  if (ts !== undefined) set(turn, { lastTs: ts - 1 });
  say(turn, body, id ?? newUuid(pair.random));
  turn.ways.flush(turn);
  // Whoever means ill waits for no acknowledgement.
  side.state = { ...turn.state, outbox: emptyOutbox };
  for (const effect of turn.effects) {
    if (effect.type !== "say") continue;
    for (const frame of way(effect.frame)) pair.feed(pair.other(side), { type: "frame", frame });
  }
}
