import type { Role } from "@chatorbit/protocol";
import { put } from "../outbox.ts";
import type { Waiting } from "../waiting.ts";
import { add } from "../timeline.ts";
import { type ConversationTurn, set } from "./turn.ts";

/** What was said before the reload and not confirmed: it may have arrived, so it keeps its id. */
export function takeUp(turn: ConversationTurn, by: Role, each: Waiting[number]): void {
  const { id, ts, body, isFailed } = each;
  const parcel = {
    id,
    type: body.t === "text" ? "message" : "signal",
    body,
    ts,
    isDurable: true,
    sealed: null,
    mayHaveLeft: true,
    wasResealed: false,
    failure: isFailed && !isLostVoice(each) ? "lost" : null,
  } as const;
  set(turn, { outbox: put(turn.state.outbox, parcel), lastTs: Math.max(turn.state.lastTs, ts) });
  if (body.t !== "text") return;
  const said = {
    kind: "message",
    by,
    id,
    ts,
    body: body.body,
    replyTo: body.reply_to ?? null,
    voice: null,
    file: null,
    reactions: {},
    reactedAt: {},
    delivery: isFailed ? "failed" : "queued",
    isPeersCopy: false,
    seq: null,
    isNotSentHere: false,
  } as const;
  set(turn, { timeline: add(turn.state.timeline, said) });
}

/** Sound is too large to be kept over a reload: the other device is told to wait for it no longer. */
export const isLostVoice = ({ id, body }: Waiting[number]): boolean =>
  body.t === "file.cancel" && body.id === id;
