/** Files of the other side's: asked about, taken in order, kept once they are whole and what was offered. */
import { chunkCount, fromBase64 } from "@chatorbit/crypto";
import type { FileFace } from "../timeline.ts";
import { mostOpen } from "./going.ts";
import { wantServers } from "./line.ts";
import { cleanName, isImageType } from "./name.ts";
import type { Coming, FilesState, FileWhy } from "./state.ts";
import { comingOf, effect, fileOf, type FilesTurn, giveUp, isOver, place, say } from "./turn.ts";
import { type FileSignalOf, maxPixels } from "./words.ts";

/** So many chunks of a file may be bad; one more, and it is dropped (CRYPTO §16). */
const mostBad = 4;

const coming = ({ files }: FilesState): readonly Coming[] => files.filter((file) => file.way === "coming");

export function hearOffer(turn: FilesTurn, offer: FileSignalOf<"file.offer">, ts: number): void {
  const known = fileOf(turn.state, offer.id);
  if (known !== null) return known.way === "coming" ? answerAgain(turn, known) : undefined;
  if (chunkCount(offer.size) !== offer.chunks || !isKey(offer.k))
    return say(turn, { t: "file.cancel", id: offer.id, reason: "broken" });
  // An honest device has no more open than it may.
  if (coming(turn.state).filter((file) => !isOver(file)).length >= mostOpen)
    return say(turn, { t: "file.decline", id: offer.id, reason: "too-many" });
  const { id: fid, k: key, chunks, reply_to: replyTo = null } = offer;
  const face = faceOf(offer);
  place(turn, { way: "coming", fid, key, face, chunks, stage: { is: "offered" } });
  effect(turn, { type: "show", fid, face, replyTo, heardAt: ts });
}

/** 32 bytes. */
function isKey(text: string): boolean {
  try {
    return fromBase64(text).length === 32;
  } catch {
    return false;
  }
}

/** What is believed of an offer. A picture is one only by a type that is shown, and in a size that can be. */
function faceOf({ name, mime, size, img }: FileSignalOf<"file.offer">): FileFace {
  const isShown = img !== undefined && isImageType(mime) && img.w * img.h <= maxPixels;
  const image = isShown ? { w: img.w, h: img.h, tiny: img.tiny ?? null } : null;
  return { name: cleanName(name), size, mime, image };
}

/** The same offer once more: whatever was said to it may have gone to a page that is no more. */
function answerAgain(turn: FilesTurn, { fid: id, stage }: Coming): void {
  switch (stage.is) {
    case "open":
      return sayAccept(turn, id, stage.next);
    case "done":
      return say(turn, { t: "file.done", id, root: stage.root });
    case "over":
      return say(turn, stage.why === "declined" ? { t: "file.decline", id } : { t: "file.cancel", id });
    default:
  }
}

function sayAccept(turn: FilesTurn, id: string, from: number): void {
  const { inst, peerInst: to } = turn.state;
  if (to !== null) say(turn, { t: "file.accept", id, from, inst, to });
}

/** The person wants it. The place is asked for within the press: some platforms ask the person in turn. */
export function accept(turn: FilesTurn, fid: string): void {
  const file = comingOf(turn.state, fid);
  if (file?.stage.is !== "offered") return;
  place(turn, { ...file, stage: { is: "preparing", hasPlace: false } });
  effect(turn, { type: "makePlace", fid, face: file.face, key: file.key });
  wantServers(turn);
}

export function placed(turn: FilesTurn, fid: string): void {
  const file = comingOf(turn.state, fid);
  if (file?.stage.is === "preparing") place(turn, { ...file, stage: { is: "preparing", hasPlace: true } });
}

export function noPlace(turn: FilesTurn, fid: string, why: "no-room" | "put-off"): void {
  const file = comingOf(turn.state, fid);
  if (file === null) return;
  if (file.stage.is === "preparing" && why === "put-off")
    return place(turn, { ...file, stage: { is: "offered" } });
  failComing(turn, file, "no-room", "no-room");
}

/** Nothing stands between any more: what is wanted and has its place is asked for. */
export function takeNext(turn: FilesTurn): void {
  for (const file of coming(turn.state)) {
    if (file.stage.is !== "preparing" || !file.stage.hasPlace) continue;
    place(turn, { ...file, stage: { is: "open", next: 0, bad: 0, mine: null, theirs: null } });
    sayAccept(turn, file.fid, 0);
  }
}

export function took(turn: FilesTurn, fid: string, next: number, root: string | null): void {
  const file = comingOf(turn.state, fid);
  if (file?.stage.is !== "open" || next <= file.stage.next || next > file.chunks) return;
  const stage = { ...file.stage, next, mine: next === file.chunks ? root : null };
  place(turn, { ...file, stage });
  effect(turn, { type: "tellKept", fid, next });
  keepIfWhole(turn, { ...file, stage });
}

/** The channel is open anew: the other side hears how far it came. */
export function tellAll(turn: FilesTurn): void {
  for (const { fid, stage } of coming(turn.state))
    if (stage.is === "open" && stage.next > 0) effect(turn, { type: "tellKept", fid, next: stage.next });
}

export function hearDoneHere(turn: FilesTurn, file: Coming, root: string): void {
  if (file.stage.is !== "open") return;
  const stage = { ...file.stage, theirs: root };
  place(turn, { ...file, stage });
  keepIfWhole(turn, { ...file, stage });
}

/** Nothing is offered for saving or shown before what came is what was sealed there (CRYPTO §16). */
function keepIfWhole(turn: FilesTurn, file: Coming): void {
  if (file.stage.is !== "open") return;
  const { mine, theirs } = file.stage;
  if (mine === null || theirs === null) return;
  if (mine !== theirs) return failComing(turn, file, "broken", "broken");
  place(turn, { ...file, stage: { is: "keeping", root: mine } });
  effect(turn, { type: "keepFile", fid: file.fid });
}

export function kept(turn: FilesTurn, fid: string): void {
  const file = comingOf(turn.state, fid);
  if (file?.stage.is !== "keeping") return;
  const { root } = file.stage;
  place(turn, { ...file, key: "", stage: { is: "done", root } });
  say(turn, { t: "file.done", id: fid, root });
}

export function badChunk(turn: FilesTurn, fid: string, isHopeless: boolean): void {
  const file = comingOf(turn.state, fid);
  if (file?.stage.is !== "open") return;
  const bad = file.stage.bad + 1;
  if (isHopeless || bad > mostBad) return failComing(turn, file, "broken", "broken");
  place(turn, { ...file, stage: { ...file.stage, bad } });
}

export function decline(turn: FilesTurn, fid: string): void {
  const file = comingOf(turn.state, fid);
  if (file?.stage.is !== "offered") return;
  giveUp(turn, file, "declined");
  say(turn, { t: "file.decline", id: fid });
}

/** Given up here, and the other side hears of it. */
export function failComing(turn: FilesTurn, file: Coming, why: FileWhy, reason?: string): void {
  if (isOver(file)) return;
  giveUp(turn, file, why);
  say(turn, { t: "file.cancel", id: file.fid, ...(reason === undefined ? {} : { reason }) });
}

/** The page that offered them was loaded again: its files are not in it any more. */
export function peerRenewedComing(turn: FilesTurn): void {
  for (const file of coming(turn.state)) if (file.stage.is !== "keeping") giveUp(turn, file, "lost-there");
}
