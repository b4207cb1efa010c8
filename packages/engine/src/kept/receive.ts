/** What the log shows, and the answers to what was put into it. */
import { missingOf } from "@chatorbit/crypto";
import { isKept, type LoggedEntry, type Role } from "@chatorbit/protocol";
import { keptOf } from "../conversation/channel.ts";
import { say, showDelivery } from "../conversation/flow.ts";
import { stepLink } from "../conversation/line.ts";
import { type ConversationTurn, effect, keepWaiting, raise, set, tell } from "../conversation/turn.ts";
import type { Carried } from "../conversation/ways.ts";
import { markAway } from "../conversation/wire.ts";
import { hurry, pause, refused, take } from "../outbox.ts";
import { isLasting } from "../payload.ts";
import { settleAt } from "../timeline.ts";
import { markDelivered } from "./delivered.ts";
import { hearEntry, hearKeptSignal, showZero } from "./entry.ts";
import { hearLinkHandshake, speakUp } from "./keying.ts";
import { findLogged, putLogged } from "./log.ts";
import { startStream } from "./send.ts";
import { setKept } from "./set.ts";
import { showZeros } from "./zero.ts";

type Frame<T extends Carried["type"]> = Extract<Carried, { readonly type: T }>;

/** Another place than this device's own: the log is read from its beginning. What is known already changes nothing. */
export function welcomedToLog(turn: ConversationTurn, c: string | null): void {
  setKept(turn, { cursor: c, isCaughtUp: false, saying: null });
  set(turn, { outbox: hurry(turn.state.outbox) });
}

export function hearKept(turn: ConversationTurn, frame: Carried): void {
  switch (frame.type) {
    case "ev":
      return hearEvent(turn, frame);
    case "caught_up":
      return caughtUp(turn, frame.c);
    case "ack":
      return hearAck(turn, frame);
    case "nack":
      return hearNack(turn, frame);
    case "signal":
      if (isKept(frame.sealed) && frame.sealed.type === "signal") hearKeptSignal(turn, frame.sealed);
      return;
  }
}

/** The line does not tell what it should have told: it is dropped, and this device asks again from where it is. */
function askAgain(turn: ConversationTurn): void {
  effect(turn, { type: "hangUp", code: 4000 });
  stepLink(turn, { type: "dropped", code: 1006 });
}

function hearEvent(turn: ConversationTurn, { p, c, entry }: Frame<"ev">): void {
  if (p !== keptOf(turn.state).cursor) return askAgain(turn);
  setKept(turn, { cursor: c });
  takeEntry(turn, entry);
  if (keptOf(turn.state).isCaughtUp) judge(turn, false);
}

function takeEntry(turn: ConversationTurn, entry: LoggedEntry): void {
  const { seq, by, cid, at, sealed } = entry;
  const { logged } = keptOf(turn.state);
  const before = findLogged(logged, by, cid);
  if (sealed === null) {
    return setKept(turn, {
      logged: putLogged(logged, { by, cid, seq, at, place: before?.place ?? null, isEmptied: true }),
    });
  }
  if (sealed.message_id !== cid) return raise(turn, { type: "log-altered" });
  if (sealed.type === "hs") {
    if (before !== null) return;
    setKept(turn, { logged: putLogged(logged, { by, cid, seq, at, place: null, isEmptied: false }) });
    return hearLinkHandshake(turn, by, sealed.m);
  }
  hearEntry(turn, { seq, by, cid, at, sealed });
  settleOwn(turn, by, cid, seq);
}

/** An own entry the log has: what waited for that waits no more. */
function settleOwn(turn: ConversationTurn, by: Role, cid: string, seq: number): void {
  const { seat, outbox } = turn.state;
  const isRead = findLogged(keptOf(turn.state).logged, by, cid) !== null;
  if (by !== seat?.role || !isRead) return;
  const parcel = outbox.parcels.find(({ id }) => id === cid);
  set(turn, { timeline: settleAt(turn.state.timeline, by, cid, seq) });
  if (parcel === undefined) return;
  set(turn, { outbox: take(turn.state.outbox, cid) });
  showDelivery(turn, parcel, "sent");
  if (isLasting(parcel.body)) keepWaiting(turn);
  if (parcel.body.t === "delete") empty(turn, parcel.body.ids);
}

/** The ciphertext of what was taken back goes from the server too; the tombstone stays. */
function empty(turn: ConversationTurn, ids: readonly string[]): void {
  const { conv, seat } = turn.state;
  if (conv === null || seat === null) return;
  const { logged } = keptOf(turn.state);
  for (const cid of ids) {
    const entry = findLogged(logged, seat.role, cid);
    if (entry !== null && !entry.isEmptied) effect(turn, { type: "say", frame: { type: "del", conv, cid } });
  }
}

function hearAck(turn: ConversationTurn, { cid, seq, at }: Frame<"ack">): void {
  const { seat, outbox, channel } = turn.state;
  if (seat === null || seq === undefined || at === undefined || channel.is !== "kept") return;
  const by = seat.role;
  if (channel.keying.run?.word.id === cid) {
    const known = findLogged(channel.logged, by, cid);
    if (known === null)
      setKept(turn, {
        logged: putLogged(channel.logged, { by, cid, seq, at, place: null, isEmptied: false }),
      });
    return;
  }
  const parcel = outbox.parcels.find(({ id }) => id === cid);
  const sealed = parcel?.sealed?.envelope;
  if (sealed === undefined || sealed.type === "signal" || !isKept(sealed)) return;
  // Kept, says the server: the entry is known at its place, as if it had been read.
  hearEntry(turn, { seq, by, cid, at, sealed });
  settleOwn(turn, by, cid, seq);
}

function hearNack(turn: ConversationTurn, { cid, refusal, retryAfter }: Frame<"nack">): void {
  if (refusal === "peer-away") return markAway(turn);
  const parcel = turn.state.outbox.parcels.find(({ id }) => id === cid);
  const after = retryAfter ?? null;
  if (parcel?.sealed == null) return set(turn, { outbox: pause(turn.state.outbox, after, turn.now) });
  set(turn, { outbox: refused(turn.state.outbox, cid, refusal, after, turn.now) });
  if (!turn.state.outbox.parcels.some(({ id, failure }) => id === cid && failure !== null)) return;
  // Its number was never kept: another stream begins, so that nobody misses it.
  startStream(turn);
  showDelivery(turn, parcel, "failed");
  keepWaiting(turn);
}

/** All there was has been told: what is missing now is missing. */
function caughtUp(turn: ConversationTurn, c: string): void {
  if (c !== keptOf(turn.state).cursor) return askAgain(turn);
  setKept(turn, { isCaughtUp: true });
  showZeros(turn, showZero);
  judge(turn, true);
  markDelivered(turn);
  speakUp(turn);
  sayReadLater(turn);
  emptyAgain(turn);
}

/** What was read while the window is looked at: told once all was read, for some of it was read long ago. */
function sayReadLater(turn: ConversationTurn): void {
  const { isAttending, unread } = turn.state;
  if (!isAttending || unread.length === 0) return;
  for (let start = 0; start < unread.length; start += 200)
    say(turn, { t: "read", ids: unread.slice(start, start + 200) });
  set(turn, { unread: [], unreadFrom: null });
}

/** Deletes of before whose ciphertext the server still has. */
function emptyAgain(turn: ConversationTurn): void {
  const by = turn.state.seat?.role;
  const mine = keptOf(turn.state).tombstones.filter((name) => name.startsWith(`${by} `));
  if (mine.length > 0)
    empty(
      turn,
      mine.map((name) => name.slice(`${by} `.length)),
    );
}

/**
 * What the log should have and does not (CRYPTO §5). An entry emptied with its author's tombstone is not missing;
 * one emptied without is the server's doing.
 */
function judge(turn: ConversationTurn, isWhole: boolean): void {
  const { streams, logged } = keptOf(turn.state);
  const missing = missingOf(streams).filter(({ kind }) => isWhole || kind === "hole");
  const count = missing.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const { lastMissing } = keptOf(turn.state);
  const emptied = logged.filter(({ isEmptied, by, cid }) => isEmptied && !isTombstoned(turn, by, cid)).length;
  const all = Math.max(count, emptied);
  if (all > lastMissing) {
    tell(turn, { type: "removed-by-server", count: all - lastMissing });
    raise(turn, { type: "log-altered" });
  }
  if (all !== lastMissing) setKept(turn, { lastMissing: all });
}

const isTombstoned = (turn: ConversationTurn, by: Role, cid: string): boolean =>
  keptOf(turn.state).tombstones.includes(`${by} ${cid}`);
