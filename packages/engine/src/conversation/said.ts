/** What the other device said, opened: each kind of payload and what it changes here. */
import { otherRole } from "@chatorbit/protocol";
import { remember } from "../early.ts";
import { type BodyOf, codePoints, isCallBody, isFarAhead, isFileBody, type Payload } from "../payload.ts";
import { deliver, find, react, retract, type Said } from "../timeline.ts";
import { endHere } from "./end.ts";
import { takeIn } from "./heard.ts";
import { type ConversationTurn, effect, keepRecord, set, tell } from "./turn.ts";
import { dropVoices, hearCancel, hearPart, hearVoice } from "./voices.ts";

/** `ts`: the author's clock when it was said, ms. `seq`: its place in the log, where there is one. */
export function hearBody(
  turn: ConversationTurn,
  body: NonNullable<Payload["body"]>,
  id: string,
  ts: number,
  seq: number | null = null,
): void {
  const { seat, timeline } = turn.state;
  if (seat === null) return;
  const me = seat.role;
  if (isCallBody(body)) return effect(turn, { type: "heardCall", signal: body, ts });
  if (isFileBody(body)) return effect(turn, { type: "heardFile", signal: body, ts });
  switch (body.t) {
    case "text":
      return hearText(turn, body, id, ts, seq);
    case "file":
      return hearVoice(turn, body, id, ts, seq);
    case "file.part":
      return hearPart(turn, body);
    case "file.cancel":
      return hearCancel(turn, body, ts);
    case "delete":
      return hearDelete(turn, body.ids);
    case "react":
      return hearReaction(turn, body, ts);
    case "read":
      return set(turn, {
        timeline: body.ids.reduce((lines, one) => deliver(lines, me, one, "read"), timeline),
      });
    case "typing":
      if (ts < turn.state.peerTypedAt) return;
      return set(turn, { peerTypingUntil: body.on ? turn.now + typingShownMs : null, peerTypedAt: ts });
    case "name":
      return hearName(turn, body.name, ts);
    case "verify":
      // Whoever has compared already needs no reminder.
      if (!turn.state.doesPeerSayVerified && !turn.state.isVerified)
        tell(turn, { type: "peer-says-verified" });
      return set(turn, { doesPeerSayVerified: true });
    case "sync.req":
      return turn.ways.changes?.giveHistory(turn, body.since);
    case "sync.part":
      return turn.ways.changes?.takeHistory(turn, body);
    case "end":
      if (body.reason === "leap") return;
      // The other device may have lost its network with its last word: the server hears it from both.
      effect(turn, { type: "requestEnd", key: seat.key, reason: "manually_ended" });
      return endHere(turn, {
        reason: "manually_ended",
        at: turn.now,
        isServerTold: false,
        isPeerTold: true,
      });
    case "hello":
      return hearHello(turn, body);
    default:
      return turn.ways.changes?.hearPact(turn, body);
  }
}

/** Typing is shown this long, ms (UX). */
const typingShownMs = 6_000;

function hearDelete(turn: ConversationTurn, ids: readonly string[]): void {
  const { timeline, seat } = turn.state;
  if (seat === null) return;
  const by = otherRole(seat.role);
  const unknown = ids.filter((id) => find(timeline, by, id) === null);
  set(turn, {
    timeline: retract(timeline, by, ids),
    early: remember(turn.state.early, ...unknown.map((id) => ({ is: "gone", by, id }) as const)),
  });
  forgetUnread(turn, ids);
  dropVoices(turn);
}

function hearReaction(turn: ConversationTurn, { by, id, emoji }: BodyOf<"react">, ts: number): void {
  const { timeline, seat, early } = turn.state;
  if (seat === null) return;
  const who = otherRole(seat.role);
  if (find(timeline, by, id) !== null) set(turn, { timeline: react(timeline, who, by, id, emoji, ts) });
  else set(turn, { early: remember(early, { is: "reaction", by, id, who, emoji, ts }) });
}

function hearHello(turn: ConversationTurn, { build, caps }: BodyOf<"hello">): void {
  set(turn, { peerBuild: build === "" ? null : build, peerCaps: caps });
}

function hearText(
  turn: ConversationTurn,
  body: BodyOf<"text">,
  id: string,
  ts: number,
  seq: number | null,
): void {
  const { seat, facts } = turn.state;
  if (seat === null || facts === null) return;
  // A device that keeps to the terms does not send it; what it was must not vanish without a word.
  if (codePoints(body.body) > facts.maxChars || isFarAhead(ts, turn.now))
    return tell(turn, { type: "messages-missing", count: 1 });
  const by = otherRole(seat.role);
  const said: Said = {
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
    delivery: null,
    isPeersCopy: false,
    seq: seq,
    isNotSentHere: false,
  };
  takeIn(turn, said);
}

function forgetUnread(turn: ConversationTurn, ids: readonly string[]): void {
  const { unread } = turn.state;
  if (unread.some((id) => ids.includes(id))) set(turn, { unread: unread.filter((id) => !ids.includes(id)) });
}

/** Each is written to the record: whoever takes more names is not followed. */
const namesPerMinute = 20;

function hearName(turn: ConversationTurn, given: string, ts: number): void {
  if (ts < turn.state.peerNamedAt) return;
  set(turn, { peerNamedAt: ts });
  const name = [...given.replaceAll(/\p{C}/gu, "").trim()].slice(0, 40).join("");
  const peerName = name === "" ? null : name;
  if (peerName === turn.state.peerName) return;
  const lately = turn.state.peerNames.filter((at) => turn.now < at + 60_000);
  if (lately.length >= namesPerMinute) return;
  set(turn, { peerName, peerNames: [...lately, turn.now] });
  if (peerName !== null) tell(turn, { type: "named", name: peerName });
  keepRecord(turn);
}
