/** Voice messages through the live channel (FI3, CA4, CRYPTO §16): said, sent in parts, heard. */
import {
  fileKey,
  fromBase64,
  isFileShape,
  ProtocolError,
  sealFile,
  toBase64,
  uuidToBytes,
} from "@chatorbit/crypto";
import { otherRole, voiceLimits } from "@chatorbit/protocol";
import { isGone, reactEarly } from "../early.ts";
import { attempt } from "../keying/attempt.ts";
import { type Body, type BodyOf, isFarAhead } from "../payload.ts";
import { add, deliver, type Delivery, discard, find, type Said } from "../timeline.ts";
import {
  arrive,
  type Coming,
  fail,
  type Going,
  hasRoom,
  isHopeless,
  letGo,
  makeRoom,
  mostOpen,
  place,
  takeChunk,
  type Voice,
  type Voices,
  voiceOf,
  whole,
  wipeVoices,
} from "../voice.ts";
import { nextTs, say } from "./flow.ts";
import { show, takeIn } from "./heard.ts";
import type { Act } from "./inputs.ts";
import type { Conversation } from "./state.ts";
import { type ConversationTurn, effect, freshId, keepWaiting, set, tell } from "./turn.ts";

/**
 * Pause between two parts, ms. One is on the way at a time: sealed for the wire it has 171 KiB, the server takes
 * 1 MiB a second from a seat and hangs up on a reader that is 384 KiB behind (TS10).
 */
const partEveryMs = 200;

/** May this be said as a voice message now? */
export const mayVoice = ({ phase, voices }: Conversation, size: number, ms: number): boolean =>
  phase === "seated" &&
  size >= 1 &&
  size <= voiceLimits.bytes &&
  ms >= 1 &&
  ms <= voiceLimits.ms &&
  hasRoom(voices, size);

type Spoken = Omit<Extract<Act, { type: "sendVoice" }>, "type">;

export function sendVoice(turn: ConversationTurn, { bytes, face, replyTo }: Spoken): void {
  const { seat } = turn.state;
  if (seat === null || !mayVoice(turn.state, bytes.length, face.ms)) return;
  const [id, fid, fk, ts] = [freshId(turn), freshId(turn), turn.random(32), nextTs(turn)];
  const { shape, chunks } = sealFile(uuidToBytes(fid), fk, bytes);
  const { mime, ms, wave } = face;
  const body = {
    t: "file",
    id: fid,
    k: toBase64(fk),
    size: shape.size,
    chunks: shape.chunks,
    root: toBase64(shape.root),
    name: "",
    mime,
    voice: { ms, wave },
    ...(replyTo === null ? {} : { reply_to: replyTo }),
  } as const;
  fk.fill(0);
  const by = seat.role;
  const owner = { by, id, fid, size: shape.size };
  keepVoices(turn, { ...owner, is: "going", bytes, body, ts, chunks, isSaid: false, isOpen: false, done: 0 });
  set(turn, { lastTs: ts });
  show(turn, messageOf(by, id, ts, body, "queued"));
  keepWaiting(turn);
}

const messageOf = (
  by: Said["by"],
  id: string,
  ts: number,
  { mime, voice, reply_to }: BodyOf<"file">,
  delivery: Delivery | null,
  seq: number | null = null,
): Said => ({
  kind: "message",
  by,
  id,
  ts,
  body: "",
  voice: { ...voice, mime },
  file: null,
  replyTo: reply_to ?? null,
  reactions: {},
  reactedAt: {},
  delivery,
  isPeersCopy: false,
  seq: seq,
  isNotSentHere: false,
});

function keepVoices(turn: ConversationTurn, voice: Voice): void {
  set(turn, { voices: makeRoom(place(turn.state.voices, voice)) });
}

const going = ({ all }: Voices): readonly Going[] => all.filter((voice) => voice.is === "going");

const isPartOut = ({ outbox }: Conversation): boolean =>
  outbox.parcels.some(({ body }) => body.t === "file.part");

/** The file whose part is next. */
const nextFile = ({ voices }: Conversation): Going | undefined =>
  going(voices).find(({ isOpen, done, chunks }) => isOpen && done < chunks.length);

/** When the next part may leave, ms, or null. */
export const nextVoiceAt = (state: Conversation): number | null =>
  nextFile(state) === undefined || isPartOut(state) ? null : state.voices.nextPartAt;

/** Puts what may leave now into the outbox: descriptors as long as few are open, one part at a time. */
export function feedVoices(turn: ConversationTurn): void {
  for (const voice of going(turn.state.voices)) {
    if (voice.isSaid || going(turn.state.voices).filter(({ isSaid }) => isSaid).length >= mostOpen) continue;
    say(turn, voice.body, voice.id, voice.ts);
    set(turn, { voices: place(turn.state.voices, { ...voice, isSaid: true }) });
  }
  const file = nextFile(turn.state);
  if (file === undefined || isPartOut(turn.state) || turn.now < turn.state.voices.nextPartAt) return;
  const chunk = file.chunks[file.done];
  if (chunk === undefined) return;
  say(turn, { t: "file.part", id: file.fid, i: file.done, c: toBase64(chunk) });
  set(turn, { voices: { ...turn.state.voices, nextPartAt: turn.now + partEveryMs } });
}

/** How far a descriptor or a part of one's own has come. */
export function voiceCame(
  turn: ConversationTurn,
  body: BodyOf<"file" | "file.part">,
  delivery: Delivery,
): void {
  const voice = going(turn.state.voices).find(({ fid }) => fid === body.id);
  if (voice === undefined) return;
  if (delivery === "failed") {
    say(turn, { t: "file.cancel", id: voice.fid });
    return failVoice(turn, voice);
  }
  if (delivery !== "delivered") return;
  if (body.t === "file") return set(turn, { voices: place(turn.state.voices, { ...voice, isOpen: true }) });
  const done = voice.done + 1;
  if (done < voice.chunks.length) return set(turn, { voices: place(turn.state.voices, { ...voice, done }) });
  set(turn, {
    voices: arrive(turn.state.voices, voice, voice.bytes),
    timeline: deliver(
      turn.state.timeline,
      voice.by,
      voice.id,
      // Kept is not delivered: that the other device says itself.
      turn.state.traits.isKept ? "sent" : "delivered",
    ),
  });
  keepWaiting(turn);
}

function failVoice(turn: ConversationTurn, voice: Extract<Voice, { readonly bytes: Uint8Array }>): void {
  withdraw(turn, voice);
  set(turn, {
    voices: fail(turn.state.voices, voice),
    timeline: deliver(turn.state.timeline, voice.by, voice.id, "failed"),
  });
  keepWaiting(turn);
}

/** Nothing of it leaves any more. */
function withdraw(turn: ConversationTurn, { id, fid }: Voice): void {
  const { outbox } = turn.state;
  const isIts = (body: Body) => body.t === "file.part" && body.id === fid;
  const parcels = outbox.parcels.filter((parcel) => parcel.id !== id && !isIts(parcel.body));
  if (parcels.length !== outbox.parcels.length) set(turn, { outbox: { ...outbox, parcels } });
}

/** A failed one again: as another file under another key, and as another message (CRYPTO §16). */
export function sendVoiceAgain(turn: ConversationTurn, id: string): boolean {
  const { seat, timeline, voices } = turn.state;
  const voice = seat === null ? undefined : voiceOf(voices, seat.role, id);
  const said = seat === null ? null : find(timeline, seat.role, id);
  if (voice?.is !== "failed" || said?.voice == null) return false;
  const others = { ...voices, all: voices.all.filter((each) => each !== voice) };
  if (!mayVoice({ ...turn.state, voices: others }, voice.size, said.voice.ms)) return true;
  set(turn, { timeline: discard(timeline, voice.by, id), voices: others, sent: turn.state.sent - 1 });
  say(turn, { t: "delete", ids: [id] });
  sendVoice(turn, { bytes: voice.bytes, face: said.voice, replyTo: said.replyTo });
  return true;
}

/** Nothing of it was said yet, so there is nothing to take back. */
export function isUnsaidVoice({ state: { voices, seat } }: ConversationTurn, id: string): boolean {
  const voice = seat === null ? undefined : voiceOf(voices, seat.role, id);
  return voice?.is === "going" && !voice.isSaid;
}

/** Lets go what was taken back. */
export function dropVoices(turn: ConversationTurn): void {
  const { voices, timeline } = turn.state;
  const isOver = ({ by, id }: Voice) => find(timeline, by, id)?.voice == null;
  const over = voices.all.filter(isOver);
  if (over.length === 0) return;
  for (const voice of over) withdraw(turn, voice);
  wipeVoices({ all: over });
  set(turn, { voices: { ...voices, all: voices.all.filter((voice) => !isOver(voice)) } });
  keepWaiting(turn);
}

/** The other one's descriptor: what is coming, and where it stands among what was said. */
export function hearVoice(
  turn: ConversationTurn,
  body: BodyOf<"file">,
  id: string,
  ts: number,
  seq: number | null,
): void {
  const { seat } = turn.state;
  if (seat === null) return;
  if (isFarAhead(ts, turn.now)) return tell(turn, { type: "messages-missing", count: 1 });
  const by = otherRole(seat.role);
  if (!takeIn(turn, messageOf(by, id, ts, body, null, seq))) return;
  if (!openFile(turn, by, id, body)) refuseFile(turn, body.id);
}

/** One's own again, out of what was kept: its sound follows part by part. */
export function takeOwnVoice(
  turn: ConversationTurn,
  body: BodyOf<"file">,
  { id, ts, seq }: { readonly id: string; readonly ts: number; readonly seq: number },
): void {
  const { seat, timeline, early } = turn.state;
  if (seat === null || find(timeline, seat.role, id) !== null) return;
  const said = messageOf(seat.role, id, ts, body, "sent", seq);
  if (isGone(early, said)) return;
  set(turn, { timeline: reactEarly(add(timeline, said), early, said), sent: turn.state.sent + 1 });
  openFile(turn, seat.role, id, body);
}

/** Says whether it can be taken in. */
function openFile(turn: ConversationTurn, by: Said["by"], id: string, body: BodyOf<"file">): boolean {
  const owner = { by, id, fid: body.id, size: body.size };
  const shape = attempt(() => readShape(body));
  const isKnown = turn.state.voices.all.some((voice) => voice.by === by && voice.fid === body.id);
  if (shape instanceof ProtocolError || shape === null || isKnown) {
    keepVoices(turn, { ...owner, is: "gone", why: "broken" });
    return false;
  }
  const open = turn.state.voices.all.filter((voice) => voice.is === "coming" && voice.by === by);
  // An honest device has no more open than it may: the oldest is one it has forgotten.
  if (open.length >= mostOpen && open[0]?.is === "coming") breakOff(turn, open[0]);
  const none = Array.from({ length: shape.file.chunks }, () => null);
  const { file, key } = shape;
  keepVoices(turn, {
    ...owner,
    is: "coming",
    shape: file,
    key,
    opened: none,
    hashes: none.map(() => new Uint8Array()),
    done: 0,
    bad: 0,
  });
  return true;
}

function readShape({ id, k, size, chunks, root }: BodyOf<"file">) {
  const [fid, fk] = [uuidToBytes(id), fromBase64(k)];
  const file = { fid, size, chunks, root: fromBase64(root) };
  return fk.length === 32 && isFileShape(file) ? { file, key: fileKey(fk, fid) } : null;
}

export function hearPart(turn: ConversationTurn, body: BodyOf<"file.part">): void {
  const { seat } = turn.state;
  if (seat !== null && !takePart(turn, otherRole(seat.role), body)) refuseFile(turn, body.id);
}

/** Says whether its file is known. */
export function takePart(
  turn: ConversationTurn,
  author: Said["by"],
  { id, i, c }: BodyOf<"file.part">,
): boolean {
  const voice = turn.state.voices.all.find(({ fid, by }) => fid === id && by === author);
  if (voice?.is === "coming") putPart(turn, voice, i, c);
  return voice !== undefined;
}

function putPart(turn: ConversationTurn, voice: Coming, i: number, c: string): void {
  const { voices } = turn.state;
  const sealed = attempt(() => fromBase64(c));
  const next = takeChunk(voice, i, sealed instanceof ProtocolError ? new Uint8Array() : sealed);
  if (i >= voice.shape.chunks || isHopeless(next)) return breakOff(turn, voice);
  set(turn, { voices: place(voices, next) });
  if (next.done < next.shape.chunks) return;
  const bytes = whole(next);
  if (bytes === null) return breakOff(turn, next);
  set(turn, { voices: arrive(turn.state.voices, next, bytes) });
}

/** It will not be whole any more, and its sender hears that. */
function breakOff(turn: ConversationTurn, voice: Coming): void {
  set(turn, { voices: letGo(turn.state.voices, voice, "broken") });
  if (voice.by !== turn.state.seat?.role) refuseFile(turn, voice.fid);
}

/** So many refusals are remembered; and nobody makes this device say more of them at a time. */
const mostRefused = 16;

function refuseFile(turn: ConversationTurn, fid: string): void {
  const { voices } = turn.state;
  if (voices.refused.includes(fid)) return;
  set(turn, { voices: { ...voices, refused: [...voices.refused, fid].slice(-mostRefused) } });
  const waiting = turn.state.outbox.parcels.filter(({ body }) => body.t === "file.cancel");
  if (waiting.length < mostRefused) say(turn, { t: "file.cancel", id: fid });
}

/** The other device sends it no further, or could not take one of this device's. */
export function hearCancel(turn: ConversationTurn, body: BodyOf<"file.cancel">, ts: number): void {
  const fid = body.id;
  const { seat, voices } = turn.state;
  const voice = voices.all.find((each) => each.fid === fid);
  if (seat === null) return;
  if (voice === undefined) return effect(turn, { type: "heardFile", signal: body, ts });
  if (voice.is === "coming" || voice.by !== seat.role) {
    if (voice.is === "coming") set(turn, { voices: letGo(voices, voice, "broken") });
  } else if (voice.is === "going" || voice.is === "here") failVoice(turn, voice);
}
