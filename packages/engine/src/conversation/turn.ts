import { newUuid } from "@chatorbit/crypto";
import type { Live } from "../live/state.ts";
import { isLasting } from "../payload.ts";
import { keepNames } from "../record.ts";
import type { Waiting } from "../waiting.ts";
import type { Turn } from "../turn.ts";
import { unsentVoices } from "../voice.ts";
import { liveOf } from "./channel.ts";
import type { Effect, Shelf } from "./effects.ts";
import type { Alarm, Conversation, Note } from "./state.ts";
import type { Trouble } from "./trouble.ts";
import type { Ways } from "./ways.ts";
import { note } from "../timeline.ts";

export { canTalk } from "./can-talk.ts";

export type ConversationTurn = Turn<Conversation, Effect> & { readonly ways: Ways };

/** Changes some fields of the state. */
export function set(turn: ConversationTurn, change: Partial<Conversation>): void {
  turn.state = { ...turn.state, ...change };
}

export function setLive(turn: ConversationTurn, change: Partial<Live>): void {
  set(turn, { channel: { ...liveOf(turn.state), ...change } });
}

export function setKeying(turn: ConversationTurn, change: Partial<Live["keying"]>): void {
  const { keying } = liveOf(turn.state);
  setLive(turn, { keying: { ...keying, ...change } });
}

export const effect = (turn: ConversationTurn, effect: Effect): void => void turn.effects.push(effect);

/** What is written must be there before anything relies on it; nothing relies on a deletion. */
export const keep = (turn: ConversationTurn, shelf: Shelf, name: string, value: string | null): void =>
  effect(turn, { type: "keep", shelf, name, value, isVital: value !== null });

export const freshId = (turn: ConversationTurn): string => newUuid(turn.random);

/** A line of the system in the timeline. What is said again with nothing between stands once. */
export function tell(turn: ConversationTurn, what: Note): void {
  const { timeline, serial, token } = turn.state;
  const place = sameBefore(timeline, what.type);
  const before = timeline[place];
  const told = before?.kind === "note" ? both(before.note, what) : what;
  set(turn, {
    serial: serial + 1,
    timeline: note(place === -1 ? timeline : timeline.toSpliced(place, 1), {
      kind: "note",
      id: `${token}-note-${serial}`,
      ts: turn.now,
      note: told,
    }),
  });
}

/** What the other side, or a relay, can bring about as often as it likes. */
const isRepeatable = (type: Note["type"]): boolean =>
  [
    "named",
    "messages-missing",
    "needs-newer-app",
    "history-returned",
    "voice-left-out",
    "removed-by-server",
    "file-left-out",
  ].includes(type);

/** Where a note of this kind stands among the last lines, if they are all of kinds that come again; or -1. */
function sameBefore(timeline: Conversation["timeline"], type: Note["type"]): number {
  if (!isRepeatable(type)) return -1;
  const last = timeline.findLastIndex(
    (entry) => entry.kind === "message" || !isRepeatable(entry.note.type) || entry.note.type === type,
  );
  const entry = timeline[last];
  return entry?.kind === "note" && entry.note.type === type ? last : -1;
}

const both = (before: Note, after: Note): Note =>
  "count" in before && "count" in after ? { ...after, count: before.count + after.count } : after;

/**
 * Keys are agreed for the first time. Where a seat was freed and taken again that is loud: the
 * former words are another device's, and this one has to be compared anew (TS12).
 */
export function tellSecured(turn: ConversationTurn): void {
  tell(turn, turn.state.isReopened ? { type: "new-device" } : { type: "secured", epoch: 0 });
  set(turn, { isReopened: false });
}

/** Where in the timeline the words of the device that sits in the other seat now begin. */
export const ownersFrom = ({ timeline }: Conversation): number =>
  1 + timeline.findLastIndex((entry) => entry.kind === "note" && entry.note.type === "new-device");

type AlarmBody = Alarm extends infer One ? (One extends Alarm ? Omit<One, "id" | "at"> : never) : never;

/** Something a person at risk must hear of. The same standing alarm is not raised twice. */
export function raise(turn: ConversationTurn, body: AlarmBody): void {
  const { alarms, serial, token } = turn.state;
  const isStanding =
    [
      "relay-alters-messages",
      "keys-copied",
      "offer-differs",
      "unequal-builds",
      "answered-twice",
      "not-sent-here",
      "log-altered",
      "foreign-beginning",
    ].includes(body.type) && alarms.some(({ type }) => type === body.type);
  if (isStanding) return;
  const alarm = { ...body, id: `${token}-alarm-${serial}`, at: turn.now } as Alarm;
  // One knock stands for all: whoever knocks without end must not push other alarms out.
  const others = body.type === "knock" ? alarms.filter(({ type }) => type !== "knock") : alarms;
  set(turn, { serial: serial + 1, alarms: [...others, alarm].slice(-mostAlarms) });
}

/** Alarms shown at a time. */
const mostAlarms = 20;

/** The page says no, and the line is closed. */
export function refuse(turn: ConversationTurn, trouble: Trouble, retryAt: number | null = null): void {
  const { link } = turn.state;
  if (link.phase !== "idle" && link.phase !== "over") effect(turn, { type: "hangUp", code: 1000 });
  set(turn, {
    phase: "refused",
    problem: { trouble, retryAt },
    link: { phase: "over", refusal: null },
    isPeerHere: false,
    joinAgainAt: null,
  });
}

/** Writes what must outlive a reload (CRYPTO §7): before anything that relies on it leaves. */
export const keepRecord = (turn: ConversationTurn): void => turn.ways.keepRecord(turn);

/** Keeps the words and acts nobody has confirmed yet, so that a reload loses none of them (TS9). */
export function keepWaiting(turn: ConversationTurn): void {
  const { token, outbox, voices } = turn.state;
  const waiting: Waiting = [
    ...outbox.parcels.flatMap(({ id, ts, body, failure, isDurable }) =>
      isDurable && isLasting(body) ? [{ id, ts, body, isFailed: failure !== null }] : [],
    ),
    ...unsentVoices(voices),
  ];
  const value = waiting.length === 0 ? null : JSON.stringify(waiting);
  // A full shelf costs the words' second life, not the conversation.
  effect(turn, {
    type: "keep",
    shelf: turn.ways.waitingOn,
    name: keepNames.waiting(token),
    value,
    isVital: false,
  });
}
