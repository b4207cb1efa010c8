/** What this device itself put into the log: shown again after a reload, settled when it was just said. */
import { isGone, reactEarly, remember } from "../early.ts";
import { type ConversationTurn, set } from "../conversation/turn.ts";
import type { BodyOf } from "../payload.ts";
import { add, find, react, retract, type Said } from "../timeline.ts";
import type { KeptPayload } from "./payload.ts";
import { dropVoices, hearCancel, takeOwnVoice, takePart } from "../conversation/voices.ts";
import { setKept } from "./set.ts";

type At = { readonly id: string; readonly seq: number };

export function hearOwn(turn: ConversationTurn, { body, ts }: KeptPayload, at: At): void {
  const { seat, timeline } = turn.state;
  if (seat === null || body === null) return;
  const me = seat.role;
  set(turn, { lastTs: Math.max(turn.state.lastTs, ts) });
  switch (body.t) {
    case "text":
      return showOwn(turn, body, ts, at);
    case "file":
      return takeOwnVoice(turn, body, { ...at, ts });
    case "file.part":
      return void takePart(turn, me, body);
    case "file.cancel":
      // Of a file it was told to whoever was here; only a voice is kept.
      if (turn.state.voices.all.some(({ fid }) => fid === body.id)) hearCancel(turn, body, ts);
      return;
    case "delete": {
      const unknown = body.ids.filter((id) => find(timeline, me, id) === null);
      set(turn, {
        timeline: retract(timeline, me, body.ids),
        early: remember(turn.state.early, ...unknown.map((id) => ({ is: "gone", by: me, id }) as const)),
      });
      return dropVoices(turn);
    }
    case "react": {
      const { by, id, emoji } = body;
      if (find(timeline, by, id) !== null)
        return set(turn, { timeline: react(timeline, me, by, id, emoji, ts) });
      const early = { is: "reaction", by, id, who: me, emoji, ts } as const;
      return set(turn, { early: remember(turn.state.early, early) });
    }
    case "read":
      return forgetUnread(turn, body.ids);
    case "name":
      return set(turn, { myName: body.name === "" ? null : body.name });
    case "hello":
      return setKept(turn, { hasGreeted: true });
    case "room.open":
      return setKept(turn, { hasOpened: true });
  }
}

function showOwn(turn: ConversationTurn, body: BodyOf<"text">, ts: number, { id, seq }: At): void {
  const { seat, timeline, early } = turn.state;
  if (seat === null || find(timeline, seat.role, id) !== null) return;
  const said: Said = {
    kind: "message",
    by: seat.role,
    id,
    ts,
    body: body.body,
    replyTo: body.reply_to ?? null,
    voice: null,
    file: null,
    reactions: {},
    reactedAt: {},
    delivery: "sent",
    isPeersCopy: false,
    seq,
    isNotSentHere: false,
  };
  if (isGone(early, said)) return;
  set(turn, { timeline: reactEarly(add(timeline, said), early, said), sent: turn.state.sent + 1 });
}

function forgetUnread(turn: ConversationTurn, ids: readonly string[]): void {
  const unread = turn.state.unread.filter((id) => !ids.includes(id));
  set(turn, {
    unread,
    unreadFrom: unread.includes(turn.state.unreadFrom ?? "") ? turn.state.unreadFrom : (unread[0] ?? null),
  });
}
