/** What the other device said, opened: each kind of payload and what it changes here. */
import { alarmAfterFailures, covers, ProtocolError, utf8Decode } from "@chatorbit/crypto";
import { otherRole, type Sealed } from "@chatorbit/protocol";
import { type Arrived, failures, openWith } from "../epochs.ts";
import { attempt } from "../keying/common.ts";
import { epochOpened, renewKeys } from "../keying/renew.ts";
import { settle } from "../outbox.ts";
import { type BodyOf, codePoints, type Payload, readPayload } from "../payload.ts";
import { add, deliver, react, restore, retract, type Said } from "../timeline.ts";
import { endHere } from "./end.ts";
import { oweAck, say, showDelivery } from "./flow.ts";
import { hearPact } from "./pacts.ts";
import { type ConversationTurn, keepRecord, keepWaiting, raise, set, tell } from "./turn.ts";

/** A sealed frame of the other seat. Whatever is wrong with it, nothing here changes but a count. */
export function hearSealed(turn: ConversationTurn, sealed: Sealed): void {
  const { epochs, seat } = turn.state;
  if (seat === null) return;
  const arrived = openWith(epochs, sealed, turn.now);
  set(turn, { epochs: arrived.epochs });
  switch (arrived.kind) {
    case "opened":
      return hearOpened(turn, arrived);
    case "replay":
      // Its acknowledgement got lost: it goes again.
      return oweAck(turn);
    case "refused":
      if (arrived.isGapTooLarge) renewKeys(turn);
      // So many forged or damaged frames in a minute: the relay is altering messages (CRYPTO §4).
      if (failures(arrived.epochs, turn.now) >= alarmAfterFailures) raise(turn, { type: "relay-alters-messages" });
  }
}

function hearOpened(turn: ConversationTurn, { opened, ep, isFirst }: Extract<Arrived, { kind: "opened" }>): void {
  epochOpened(turn, ep, isFirst);
  const payload = read(opened.payload);
  opened.mk.fill(0);
  if (payload === null) return;
  hearAck(turn, payload);
  const { body } = payload;
  if (body === null) return tell(turn, { type: "needs-newer-app" });
  if (body.t !== "ack" && body.t !== "typing") oweAck(turn);
  hearBody(turn, body, opened.messageId, payload.ts, opened.type);
}

function read(bytes: Uint8Array): Payload | null {
  const text = attempt(() => utf8Decode(bytes));
  if (text instanceof ProtocolError) return null;
  try {
    return readPayload(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Ticks come only from here, never from the server. */
function hearAck(turn: ConversationTurn, { ack }: Payload): void {
  const { outbox, delivered, failed } = settle(turn.state.outbox, ack.ep, (n) => covers(ack, n), turn.now);
  if (outbox === turn.state.outbox) return;
  set(turn, { outbox });
  for (const parcel of delivered) showDelivery(turn, parcel, "delivered");
  for (const parcel of failed) showDelivery(turn, parcel, "failed");
  if (delivered.some(({ body }) => body.t === "text")) keepWaiting(turn);
}

function hearBody(
  turn: ConversationTurn,
  body: NonNullable<Payload["body"]>,
  id: string,
  ts: number,
  type: "message" | "signal",
): void {
  const { seat, timeline } = turn.state;
  if (seat === null) return;
  const me = seat.role;
  const peer = otherRole(me);
  // Only a message carries a franking stamp, so only a message may carry words (CRYPTO §17).
  if ((body.t === "text") !== (type === "message")) return;
  switch (body.t) {
    case "text":
      return hearText(turn, body, id, ts);
    case "delete":
      set(turn, { timeline: retract(timeline, peer, body.ids) });
      return forgetUnread(turn, body.ids);
    case "react":
      return set(turn, { timeline: react(timeline, peer, body.by, body.id, body.emoji) });
    case "read":
      return set(turn, {
        timeline: body.ids.reduce((lines, one) => deliver(lines, me, one, "read"), timeline),
      });
    case "typing":
      return set(turn, { peerTypingUntil: body.on ? turn.now + 6_000 : null });
    case "name":
      return hearName(turn, body.name);
    case "verify":
      if (!turn.state.doesPeerSayVerified) tell(turn, { type: "peer-says-verified" });
      return set(turn, { doesPeerSayVerified: true });
    case "sync.req":
      return giveHistory(turn, body.since);
    case "sync.part":
      return takeHistory(turn, body);
    case "end":
      if (body.reason === "leap") return;
      return endHere(turn, {
        reason: "manually_ended",
        at: turn.now,
        isServerTold: false,
        isPeerTold: true,
      });
    case "hello":
      return hearHello(turn, body);
    case "ack":
      return;
    default:
      return hearPact(turn, body);
  }
}

function hearHello(turn: ConversationTurn, { build }: BodyOf<"hello">): void {
  set(turn, { peerBuild: build === "" ? null : build });
}

function hearText(turn: ConversationTurn, body: BodyOf<"text">, id: string, ts: number): void {
  const { seat, facts, timeline, isAttending } = turn.state;
  if (seat === null || facts === null || codePoints(body.body) > facts.maxChars) return;
  const by = otherRole(seat.role);
  const said: Said = {
    kind: "message",
    by,
    id,
    ts,
    body: body.body,
    replyTo: body.reply_to ?? null,
    reactions: {},
    delivery: null,
    isPeersCopy: false,
  };
  const next = add(timeline, said);
  if (next === timeline) return;
  set(turn, { timeline: next, received: turn.state.received + 1, peerTypingUntil: null });
  if (isAttending) return void say(turn, { t: "read", ids: [id] });
  const { unread, unreadFrom } = turn.state;
  set(turn, { unread: [...unread, id], unreadFrom: unread.length === 0 ? id : unreadFrom });
}

function forgetUnread(turn: ConversationTurn, ids: readonly string[]): void {
  const { unread } = turn.state;
  if (unread.some((id) => ids.includes(id))) set(turn, { unread: unread.filter((id) => !ids.includes(id)) });
}

function hearName(turn: ConversationTurn, given: string): void {
  const name = [...given.replaceAll(/\p{C}/gu, "").trim()].slice(0, 40).join("");
  const peerName = name === "" ? null : name;
  if (peerName === turn.state.peerName) return;
  set(turn, { peerName });
  if (peerName !== null) tell(turn, { type: "named", name: peerName });
  keepRecord(turn);
}

/** Bytes of history in one part; an envelope holds 128 KiB. */
const partChars = 24_000;

/** Gives back what this device still has, in parts (CRYPTO §4 `sync`). */
function giveHistory(turn: ConversationTurn, since: number): void {
  const items = turn.state.timeline.flatMap((entry) =>
    entry.kind === "message" && entry.body !== null && entry.ts >= since && entry.delivery !== "failed"
      ? [{ by: entry.by, id: entry.id, ts: entry.ts, body: entry.body }]
      : [],
  );
  let part: typeof items = [];
  let size = 0;
  for (const item of items) {
    if (part.length > 0 && (size + item.body.length > partChars || part.length === 100)) {
      say(turn, { t: "sync.part", items: part, last: false });
      part = [];
      size = 0;
    }
    part.push(item);
    size += item.body.length;
  }
  say(turn, { t: "sync.part", items: part, last: true });
}

/** The other side's copy: shown as such, because it could have invented it. */
function takeHistory(turn: ConversationTurn, { items, last }: BodyOf<"sync.part">): void {
  const { timeline, seat, facts } = turn.state;
  if (seat === null || facts === null) return;
  const history = items
    .filter(({ body }) => codePoints(body) <= facts.maxChars)
    .map(
      ({ by, id, ts, body }): Said => ({
        kind: "message",
        by,
        id,
        ts,
        body,
        replyTo: null,
        reactions: {},
        delivery: by === seat.role ? "delivered" : null,
        isPeersCopy: true,
      }),
    );
  const next = restore(timeline, history);
  const count = next.length - timeline.length;
  set(turn, { timeline: next, mayBringBack: last ? false : turn.state.mayBringBack });
  if (count > 0) tell(turn, { type: "history-returned", count });
}
