/** Files among the messages (FI1): shown, and said for. What they are and how far, the machine of files knows. */
import { otherRole } from "@chatorbit/protocol";
import { type FileBody, isFarAhead } from "../payload.ts";
import { deliver, type Delivery, find, newestSeq, type Said } from "../timeline.ts";
import { nextTs, say } from "./flow.ts";
import { show, takeIn } from "./heard.ts";
import type { ShowFile } from "./inputs.ts";
import { type ConversationTurn, set } from "./turn.ts";

/** Puts a file among the messages, as its author's words of that moment. */
export function showFile(turn: ConversationTurn, { fid, face, replyTo, heardAt }: ShowFile): void {
  const { seat, phase } = turn.state;
  if (phase !== "seated" || seat === null) return;
  const isOwn = heardAt === null;
  const said: Said = {
    kind: "message",
    by: isOwn ? seat.role : otherRole(seat.role),
    id: fid,
    ts: heardAt ?? nextTs(turn),
    body: "",
    voice: null,
    file: face,
    replyTo,
    reactions: {},
    reactedAt: {},
    delivery: isOwn ? "queued" : null,
    isPeersCopy: false,
    // A file passes the log by: it stands where it was offered.
    seq: turn.state.traits.isKept ? newestSeq(turn.state.timeline) : null,
    isNotSentHere: false,
  };
  if (!isOwn) return void (isFarAhead(said.ts, turn.now) || takeIn(turn, said));
  set(turn, { lastTs: said.ts });
  show(turn, said);
}

/**
 * A word of the machine of files. The first offer of a file carries the file's own id and moment: it is the message.
 * Said again, under other keys, it is a word like any other.
 */
export function sayFile(turn: ConversationTurn, signal: FileBody): void {
  const { phase, seat, timeline, outbox } = turn.state;
  if (phase !== "seated" || seat === null) return;
  if (signal.t !== "file.offer") return void say(turn, signal);
  const fid = String(signal["id"]);
  const said = find(timeline, seat.role, fid);
  if (said?.file == null || outbox.parcels.some(({ id }) => id === fid)) return;
  if (said.delivery === "queued") say(turn, signal, fid, said.ts);
  else say(turn, signal);
}

/** How far the offer has come. */
export function showOffered(turn: ConversationTurn, fid: unknown, delivery: Delivery): void {
  const { seat, timeline } = turn.state;
  if (seat === null) return;
  set(turn, { timeline: deliver(timeline, seat.role, String(fid), delivery) });
}

/** It stands here, and nothing of it was said yet. */
export function isUnsaidFile({ state: { seat, timeline, outbox } }: ConversationTurn, id: string): boolean {
  const said = seat === null ? null : find(timeline, seat.role, id);
  return said?.file != null && said.delivery === "queued" && !outbox.parcels.some((each) => each.id === id);
}
