import { keptOf } from "../conversation/channel.ts";
import { type ConversationTurn, set } from "../conversation/turn.ts";
import type { Kept, LinkKeying } from "./state.ts";

export function setKept(turn: ConversationTurn, change: Partial<Kept>): void {
  set(turn, { channel: { ...keptOf(turn.state), ...change } });
}

export function setLinkKeying(turn: ConversationTurn, change: Partial<LinkKeying>): void {
  setKept(turn, { keying: { ...keptOf(turn.state).keying, ...change } });
}
