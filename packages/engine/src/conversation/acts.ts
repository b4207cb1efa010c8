/** What the person does: each act and what it changes. */
import { drop, retry, take } from "../outbox.ts";
import { codePoints, isEmoji } from "../payload.ts";
import { deliver, discard, find, react, retract } from "../timeline.ts";
import { writesUnder } from "./channel.ts";
import { endForBoth } from "./end.ts";
import { isUnsaidFile } from "./files.ts";
import { say } from "./flow.ts";
import { show } from "./heard.ts";
import type { Act } from "./inputs.ts";
import { canTalk, type ConversationTurn, keepRecord, keepWaiting, set, tell } from "./turn.ts";
import { closeSheet, openSheet } from "./verify.ts";
import { dropVoices, isUnsaidVoice, sendVoice, sendVoiceAgain } from "./voices.ts";

export function act(turn: ConversationTurn, input: Act): void {
  switch (input.type) {
    case "takeSeat":
      // Taking the seat is the person's press, never the page's opening.
      return turn.state.phase === "knock" ? turn.ways.takeSeat(turn) : undefined;
    case "enterSecret":
      return turn.ways.enterSecret(turn, input.secret8);
    case "send":
      return write(turn, input);
    case "sendVoice":
      return sendVoice(turn, input);
    case "react":
      return reactTo(turn, input);
    case "remove":
      return remove(turn, input.ids);
    case "retry":
      return tryAgain(turn, input.id);
    case "discard":
      return remove(turn, [input.id]);
    case "typing":
      return type(turn, input.isTyping);
    case "attend":
      return attend(turn, input.isAttending);
    case "openVerify":
      return openSheet(turn);
    case "closeVerify":
      return closeSheet(turn);
    case "confirmWords":
      return confirmWords(turn, input.doMatch);
    case "askExtend":
      return turn.ways.changes?.askExtend(turn, input.seconds);
    case "askLeap":
      return turn.ways.changes?.askLeap(turn);
    case "answerPact":
      return turn.ways.changes?.answerPact(turn, input.isAgreed);
    case "setName":
      return setName(turn, input.name);
    case "bringBack":
      return turn.ways.changes?.bringBack(turn);
    case "reopenSeat":
      return turn.ways.changes?.reopenSeat(turn);
    case "dismissAlarm":
      return set(turn, { alarms: turn.state.alarms.filter(({ id }) => id !== input.id) });
    case "end":
      return end(turn);
  }
}

function write(turn: ConversationTurn, { body, replyTo }: Extract<Act, { type: "send" }>): void {
  const { seat, facts, phase } = turn.state;
  if (phase !== "seated" || seat === null || facts === null) return;
  if (body.trim() === "" || codePoints(body) > facts.maxChars) return;
  const by = seat.role;
  const { id, ts } = say(turn, { t: "text", body, ...(replyTo === null ? {} : { reply_to: replyTo }) });
  const said = {
    kind: "message",
    by,
    id,
    ts,
    body,
    replyTo,
    voice: null,
    file: null,
    reactions: {},
    reactedAt: {},
    delivery: "queued",
    isPeersCopy: false,
    seq: null,
    isNotSentHere: false,
  } as const;
  show(turn, said);
}

function reactTo(turn: ConversationTurn, { by, id, emoji }: Extract<Act, { type: "react" }>): void {
  const { seat, timeline } = turn.state;
  if (seat === null || find(timeline, by, id)?.body == null) return;
  if (emoji !== null && !isEmoji(emoji)) return;
  const { ts } = say(turn, { t: "react", by, id, emoji });
  set(turn, { timeline: react(timeline, seat.role, by, id, emoji, ts) });
}

/** Takes back one's own words for both; what never left simply goes. */
function remove(turn: ConversationTurn, ids: readonly string[]): void {
  const { seat } = turn.state;
  if (seat === null) return;
  const mine = ids.filter((id) => find(turn.state.timeline, seat.role, id) !== null).slice(0, 200);
  const unsent = mine.filter(
    (id) =>
      isUnsaidVoice(turn, id) ||
      isUnsaidFile(turn, id) ||
      turn.state.outbox.parcels.some((parcel) => parcel.id === id && !parcel.mayHaveLeft),
  );
  for (const id of unsent) forget(turn, id);
  const sent = mine.filter((id) => !unsent.includes(id));
  if (sent.length === 0) return;
  set(turn, { timeline: retract(turn.state.timeline, seat.role, sent) });
  // Still unconfirmed: the words themselves need not arrive any more, their end must.
  for (const id of sent) set(turn, { outbox: drop(turn.state.outbox, id) });
  dropVoices(turn);
  say(turn, { t: "delete", ids: sent });
}

function tryAgain(turn: ConversationTurn, id: string): void {
  if (sendVoiceAgain(turn, id)) return;
  const { seat, timeline, outbox } = turn.state;
  const hasFailed = outbox.parcels.some((parcel) => parcel.id === id && parcel.failure !== null);
  if (seat === null || !hasFailed) return;
  set(turn, { outbox: retry(outbox, id), timeline: deliver(timeline, seat.role, id, "queued") });
  keepWaiting(turn);
}

function forget(turn: ConversationTurn, id: string): void {
  const { seat, timeline, outbox } = turn.state;
  if (seat === null) return;
  set(turn, { outbox: take(outbox, id), timeline: discard(timeline, seat.role, id) });
  dropVoices(turn);
  keepWaiting(turn);
}

/** Typing is said at most every 3 s (UX). */
const typingEveryMs = 3_000;

function type(turn: ConversationTurn, isTyping: boolean): void {
  const { saidTypingAt } = turn.state;
  if (!canTalk(turn.state) || writesUnder(turn.state) === null) return;
  if (isTyping && (saidTypingAt === null || turn.now >= saidTypingAt + typingEveryMs)) {
    say(turn, { t: "typing", on: true });
    set(turn, { saidTypingAt: turn.now });
  } else if (!isTyping && saidTypingAt !== null) {
    say(turn, { t: "typing", on: false });
    set(turn, { saidTypingAt: null });
  }
}

function attend(turn: ConversationTurn, isAttending: boolean): void {
  const { unread } = turn.state;
  if (isAttending === turn.state.isAttending) return;
  set(turn, { isAttending });
  if (!isAttending) return set(turn, { unreadFrom: null });
  for (let start = 0; start < unread.length; start += 200) {
    say(turn, { t: "read", ids: unread.slice(start, start + 200) });
  }
  set(turn, { unread: [] });
}

/** "Verified" is one's own press on one's own device (TS11). */
function confirmWords(turn: ConversationTurn, doMatch: boolean): void {
  const { sheetSas } = turn.state;
  if (sheetSas === null) return;
  if (!doMatch) return takeBackVerified(turn);
  if (!turn.state.isVerified) tell(turn, { type: "verified" });
  set(turn, { isVerified: true, comparedEp: sheetSas.ep });
  say(turn, { t: "verify", ok: true });
  keepRecord(turn);
  closeSheet(turn);
}

/** The words differ. The sheet stays open, so that they can be read again; a leap would carry a "verified" along. */
function takeBackVerified(turn: ConversationTurn): void {
  set(turn, { isVerified: false, comparedEp: null });
  turn.ways.changes?.giveUpLeap(turn);
  keepRecord(turn);
}

function setName(turn: ConversationTurn, given: string): void {
  const name = [...given.replaceAll(/\p{C}/gu, "").trim()].slice(0, 40).join("");
  set(turn, { myName: name === "" ? null : name });
  say(turn, { t: "name", name });
  keepRecord(turn);
}

function end(turn: ConversationTurn): void {
  if (turn.state.phase !== "seated" && turn.state.phase !== "joining") return;
  if (canTalk(turn.state) && writesUnder(turn.state) !== null) {
    say(turn, { t: "end" });
    turn.ways.flush(turn);
  }
  endForBoth(turn, "manually_ended");
}
