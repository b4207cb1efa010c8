/** One sealed entry of the log, or one passing word: opened, judged, and what it changes here. */
import {
  isFreshSignal,
  keptKeyOf,
  type KeptOpened,
  markSignal,
  openKept,
  ProtocolError,
  readClaims,
  readStream,
  type StreamFinding,
  utf8Decode,
} from "@chatorbit/crypto";
import { type KeptEntry, type KeptSignal, otherRole, type Role } from "@chatorbit/protocol";
import { keptOf } from "../conversation/channel.ts";
import { hearBody } from "../conversation/said.ts";
import { type ConversationTurn, raise, set, tell } from "../conversation/turn.ts";
import { attempt } from "../keying/attempt.ts";
import type { Body, Place } from "../payload.ts";
import { add } from "../timeline.ts";
import { markDelivered } from "./delivered.ts";
import { hearOpening, linkConfirmed } from "./keying.ts";
import { findLogged, putLogged } from "./log.ts";
import { hearOwn } from "./own.ts";
import { keptTypeOf, type KeptPayload, readKeptPayload } from "./payload.ts";
import { oweSeen } from "./send.ts";
import { setKept } from "./set.ts";
import { directionOf, type Zero } from "./state.ts";
import { takeZero } from "./zero.ts";

type Shown = {
  readonly seq: number;
  readonly by: Role;
  readonly cid: string;
  /** Server's clock, ms. */
  readonly at: number;
  readonly sealed: KeptEntry;
};

/** The same entry twice changes nothing; another under the same name is the server's doing. */
export function hearEntry(turn: ConversationTurn, { seq, by, cid, at, sealed }: Shown): void {
  const opened = openAs(turn, by, sealed);
  if (opened === null) return raise(turn, { type: "log-altered" });
  const payload = readOpened(opened);
  if (payload === null) return;
  const { logged } = keptOf(turn.state);
  const place = { ep: opened.ep, inst: opened.inst, n: opened.n, h: opened.hash, prev: payload.prev };
  const before = findLogged(logged, by, cid);
  if (before?.place != null && before.place.h === place.h) return;
  const findings = judgeEntry(turn, by, place, payload);
  if (findings.includes("not-sent-here")) return showForeign(turn, payload, { seq, cid });
  if (findings.length > 0) raise(turn, { type: "log-altered" });
  if (findings.includes("repeated") || before?.place != null) return;
  setKept(turn, {
    logged: putLogged(keptOf(turn.state).logged, {
      by,
      cid,
      seq,
      at,
      place,
      isEmptied: before?.isEmptied ?? false,
    }),
  });
  // Under the link's key a tombstone is believed with what stands around it: see `showZero`.
  if (opened.ep > 0 || by === turn.state.seat?.role) noteTombstones(turn, by, opened.ep, payload.body);
  if (by === turn.state.seat?.role) return hearOwn(turn, payload, { id: cid, seq });
  hearOther(turn, { seq, cid, place, payload, type: opened.type });
}

function openAs(turn: ConversationTurn, by: Role, envelope: KeptEntry | KeptSignal): KeptOpened | null {
  const { sid, keys } = keptOf(turn.state);
  const ek = sid === null ? undefined : keptKeyOf({ sid, keys }, envelope.ep);
  if (sid === null || ek === undefined) return null;
  const opened = openKept({ sid, ek, dir: directionOf(by), envelope });
  if (opened.kind === "refused") return null;
  opened.mk.fill(0);
  return opened;
}

function readOpened({ payload }: KeptOpened): KeptPayload | null {
  const text = attempt(() => utf8Decode(payload));
  if (text instanceof ProtocolError) return null;
  try {
    return readKeptPayload(JSON.parse(text));
  } catch {
    return null;
  }
}

function judgeEntry(
  turn: ConversationTurn,
  by: Role,
  { ep, inst, n, h: hash, prev }: Place,
  { seen }: Pick<KeptPayload, "seen">,
): readonly StreamFinding["kind"][] {
  const { streams, own } = keptOf(turn.state);
  const has = (each: string) => own.includes(each);
  const read = readStream(streams, { ep, dir: directionOf(by), inst, n, hash, prev, seen }, { has });
  if (read.streams !== streams) setKept(turn, { streams: read.streams });
  return read.findings.map(({ kind }) => kind);
}

/** A tombstone stands in the place of what it empties, so that nothing before or after it seems to be missing. */
function noteTombstones(turn: ConversationTurn, by: Role, ep: number, body: Body | null): void {
  if (body?.t !== "delete") return;
  const names = body.ids.map((id) => `${by} ${id}`);
  setKept(turn, { tombstones: [...keptOf(turn.state).tombstones, ...names] });
  for (const id of body.ids) showGone(turn, by, id);
  for (const place of body.of ?? []) {
    // Under the link's key nobody vouches for what was written under the other.
    if (place.ep > ep) continue;
    const findings = judgeEntry(turn, by, place, { seen: [] });
    if (findings.some((kind) => kind !== "not-sent-here")) raise(turn, { type: "log-altered" });
    if (ep > 0 && place.ep === 0 && by === "host")
      setKept(turn, { zeroGone: [...keptOf(turn.state).zeroGone, place] });
  }
}

/** Taken back and emptied before this page could read it: that something stood there is still to be seen. */
function showGone(turn: ConversationTurn, by: Role, id: string): void {
  const entry = findLogged(keptOf(turn.state).logged, by, id);
  if (entry === null || entry.place !== null || !entry.isEmptied) return;
  const said = {
    kind: "message",
    by,
    id,
    ts: entry.at,
    body: null,
    voice: null,
    file: null,
    replyTo: null,
    reactions: {},
    reactedAt: {},
    delivery: by === turn.state.seat?.role ? "sent" : null,
    isPeersCopy: false,
    seq: entry.seq,
    isNotSentHere: false,
  } as const;
  set(turn, { timeline: add(turn.state.timeline, said) });
}

type Other = {
  readonly seq: number;
  readonly cid: string;
  readonly place: Place;
  readonly payload: KeptPayload;
  readonly type: KeptOpened["type"];
};

function hearOther(turn: ConversationTurn, { seq, cid, place, payload, type }: Other): void {
  const { body, ts, seen } = payload;
  oweSeen(turn);
  if (seen.length > 0 && keptOf(turn.state).isCaughtUp) markDelivered(turn);
  // A kind of word under another type than its own is nobody's mistake.
  if (body !== null && keptTypeOf(body) !== type) return;
  if (place.ep === 0) {
    return takeZero(turn, { id: cid, seq, ts, place, body, isShown: false }, showZero);
  }
  show(turn, body, { id: cid, seq, ts });
}

/** Under the link's first key nobody ends, names terms or greets: whoever has the link could. */
export function showZero(turn: ConversationTurn, { id, seq, ts, body }: Zero): void {
  if (body?.t === "end" || body?.t === "room.open" || body?.t === "hello") return;
  noteTombstones(turn, "host", 0, body);
  show(turn, body, { id, seq, ts });
}

type Told = { readonly id: string; readonly seq: number; readonly ts: number };

function show(turn: ConversationTurn, body: Body | null, { id, seq, ts }: Told): void {
  if (body === null) return tell(turn, { type: "needs-newer-app" });
  if (body.t === "room.open") return hearOpening(turn, body, showZero);
  if (body.t === "hello") linkConfirmed(turn);
  hearBody(turn, body, id, ts, seq);
}

/** It opens, so whoever wrote it has the key; it is not of this device, so it is the other one with the server's help. */
function showForeign(
  turn: ConversationTurn,
  { body, ts }: KeptPayload,
  { seq, cid }: Pick<Shown, "seq" | "cid">,
): void {
  const { seat } = turn.state;
  raise(turn, { type: "not-sent-here" });
  if (seat === null || body?.t !== "text") return;
  const { timeline } = turn.state;
  const id = `${cid}-foreign`;
  if (timeline.some((entry) => entry.id === id)) return;
  const said = {
    kind: "message",
    by: seat.role,
    id,
    ts,
    body: body.body,
    voice: null,
    file: null,
    replyTo: null,
    reactions: {},
    reactedAt: {},
    delivery: null,
    isPeersCopy: false,
    seq,
    isNotSentHere: true,
  } as const;
  set(turn, { timeline: add(timeline, said) });
}

/** A passing word counts while it is young, and once: its key does not change, so an old ring could be played again. */
export function hearKeptSignal(turn: ConversationTurn, signal: KeptSignal): void {
  const { seat } = turn.state;
  if (seat === null || signal.ep === 0) return;
  const opened = openAs(turn, otherRole(seat.role), signal);
  const payload = opened === null ? null : readOpened(opened);
  if (opened === null || payload === null) return;
  const { body, ts, seen } = payload;
  const mark = { inst: opened.inst, n: opened.n, ts };
  const now = turn.now + turn.state.skew;
  if (!isFreshSignal(keptOf(turn.state).marks, mark, now)) return;
  setKept(turn, { marks: markSignal(keptOf(turn.state).marks, mark, now) });
  if (seen.length > 0) {
    setKept(turn, { streams: readClaims(keptOf(turn.state).streams, seen) });
    markDelivered(turn);
  }
  if (body === null || body.t === "ack") return;
  // The end is told both ways.
  if (body.t !== "end" && keptTypeOf(body) !== "signal") return;
  hearBody(turn, body, opened.messageId, ts);
}
