import { isSeen } from "@chatorbit/crypto";
import { keptOf } from "../conversation/channel.ts";
import { type ConversationTurn, set } from "../conversation/turn.ts";
import { deliver } from "../timeline.ts";
import { findLogged } from "./log.ts";

/** Delivered is what the other device says it read, never what the server says (CRYPTO §5 `seen`). */
export function markDelivered(turn: ConversationTurn): void {
  const { seat } = turn.state;
  if (seat === null) return;
  const { logged, streams } = keptOf(turn.state);
  const by = seat.role;
  const isOut = (entry: (typeof timeline)[number]) =>
    entry.kind === "message" && entry.by === by && (entry.delivery === "sent" || entry.delivery === "queued");
  let { timeline } = turn.state;
  for (const { id } of timeline.filter(isOut)) {
    const place = findLogged(logged, by, id)?.place;
    if (place != null && isSeen(streams, place.inst, place.n))
      timeline = deliver(timeline, by, id, "delivered");
  }
  if (timeline !== turn.state.timeline) set(turn, { timeline });
}
