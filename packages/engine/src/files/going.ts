/** Files of this device's: offered a few at a time, fed as the other side keeps them, done when it says so. */
import { wantServers } from "./line.ts";
import type { FilesAct } from "./inputs.ts";
import type { FilesState, FileWhy, Going } from "./state.ts";
import { chunkCount } from "@chatorbit/crypto";
import { effect, type FilesTurn, fileOf, giveUp, goingOf, isOver, place, say } from "./turn.ts";
import type { FileSignalOf } from "./words.ts";

/** Files open in one direction at once (CRYPTO §16). */
export const mostOpen = 4;

/** Chunks on the way, or there and not kept yet (CRYPTO §16). */
export const mostAhead = 64;

const isOpen = ({ stage }: Going): boolean => stage.is === "offered" || stage.is === "open";

const going = ({ files }: FilesState): readonly Going[] => files.filter((file) => file.way === "going");

export function attach(
  turn: FilesTurn,
  { fid, key, face, replyTo }: Extract<FilesAct, { type: "attach" }>,
): void {
  if (fileOf(turn.state, fid) !== null) return;
  const chunks = chunkCount(face.size);
  place(turn, {
    way: "going",
    fid,
    key,
    face,
    chunks,
    replyTo,
    isOfferedAgain: false,
    stage: { is: "preparing" },
  });
  effect(turn, { type: "show", fid, face, replyTo, heardAt: null });
  wantServers(turn);
}

/** Nothing stands between any more: as many as may be open at once are offered. */
export function offerNext(turn: FilesTurn): void {
  for (const file of going(turn.state)) {
    if (file.stage.is !== "preparing") continue;
    if (going(turn.state).filter(isOpen).length >= mostOpen) return;
    place(turn, { ...file, stage: { is: "offered" } });
    sayOffer(turn, file);
  }
}

function sayOffer(turn: FilesTurn, { fid, key, face, chunks, replyTo }: Going): void {
  const { name, mime, size, image } = face;
  say(turn, {
    t: "file.offer",
    id: fid,
    k: key,
    name,
    mime,
    size,
    chunks,
    inst: turn.state.inst,
    ...(image === null
      ? {}
      : { img: { w: image.w, h: image.h, ...(image.tiny === null ? {} : { tiny: image.tiny }) } }),
    ...(replyTo === null ? {} : { reply_to: replyTo }),
  });
}

/** New keys: the other side's page may be another, which knows nothing of what was offered to the one before. */
export function offerAgain(turn: FilesTurn): void {
  for (const file of going(turn.state)) {
    if (!isOpen(file)) continue;
    place(turn, { ...file, isOfferedAgain: true });
    sayOffer(turn, file);
  }
}

/** The page that wanted them is gone; the one there now has them before it as offers. */
export function peerRenewedGoing(turn: FilesTurn): void {
  for (const file of going(turn.state))
    if (file.stage.is === "open") place(turn, { ...file, stage: { is: "offered" } });
}

export function hearAccept(turn: FilesTurn, { id, from }: FileSignalOf<"file.accept">): void {
  const file = goingOf(turn.state, id);
  if (file === null) return say(turn, { t: "file.cancel", id, reason: "lost" });
  const { stage } = file;
  if (stage.is === "over") return say(turn, { t: "file.cancel", id });
  if (stage.is !== "offered" && stage.is !== "open") return;
  if (from > file.chunks) return failGoing(turn, file, "broken", "broken");
  const kept = stage.is === "open" ? Math.max(stage.kept, from) : from;
  place(turn, { ...file, stage: { is: "open", kept, root: stage.is === "open" ? stage.root : null } });
  feed(turn, id);
}

/** Lets the chunks go that may be on the way. */
export function feed(turn: FilesTurn, fid: string): void {
  const file = goingOf(turn.state, fid);
  if (file?.stage.is !== "open" || turn.state.channel === null) return;
  const { kept } = file.stage;
  effect(turn, { type: "feed", fid, from: kept, upTo: Math.min(file.chunks, kept + mostAhead) });
}

export function feedAll(turn: FilesTurn): void {
  for (const { fid } of going(turn.state)) feed(turn, fid);
}

export function keptThere(turn: FilesTurn, fid: string, next: number): void {
  const file = goingOf(turn.state, fid);
  if (file?.stage.is !== "open" || next <= file.stage.kept || next > file.chunks) return;
  place(turn, { ...file, stage: { ...file.stage, kept: next } });
  feed(turn, fid);
}

/** All of it was sealed: now its root is known, and the other side hears it. */
export function sealed(turn: FilesTurn, fid: string, root: string): void {
  const file = goingOf(turn.state, fid);
  if (file?.stage.is !== "open" || file.stage.root === root) return;
  place(turn, { ...file, stage: { ...file.stage, root } });
  say(turn, { t: "file.done", id: fid, root });
}

export function hearDoneThere(turn: FilesTurn, file: Going, root: string): void {
  const { stage } = file;
  // Given up here when it was there already: what arrived has arrived.
  const hasArrived = stage.is === "over" && stage.why === "cancelled" && stage.root === root;
  if (hasArrived) return place(turn, { ...file, stage: { is: "done" } });
  if (stage.is !== "open") return;
  if (stage.root !== root) return failGoing(turn, file, "broken-there", "broken");
  effect(turn, { type: "dropFile", fid: file.fid });
  place(turn, { ...file, key: "", stage: { is: "done" } });
}

export function hearDecline(turn: FilesTurn, { id, reason }: FileSignalOf<"file.decline">): void {
  const file = goingOf(turn.state, id);
  if (file?.stage.is !== "offered") return;
  endThere(
    turn,
    file,
    reason === "cannot" ? "they-cannot" : reason === "too-many" ? "too-many" : "they-declined",
  );
}

/** The other side said that it is over. Where another page has it before it by now, that one hears so too. */
export function endThere(turn: FilesTurn, file: Going, why: FileWhy): void {
  if (isOver(file)) return;
  giveUp(turn, file, why);
  if (file.isOfferedAgain) say(turn, { t: "file.cancel", id: file.fid });
}

/** Given up here, and the other side hears of it. */
export function failGoing(turn: FilesTurn, file: Going, why: FileWhy, reason?: string): void {
  if (!isOpen(file)) return giveUp(turn, file, why);
  giveUp(turn, file, why);
  say(turn, { t: "file.cancel", id: file.fid, ...(reason === undefined ? {} : { reason }) });
}
