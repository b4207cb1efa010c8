import type { Turn } from "../turn.ts";
import type { FilesEffect } from "./effects.ts";
import type { Coming, FilesState, FileWhy, Going, Transfer } from "./state.ts";
import type { FileSignal } from "./words.ts";

export type FilesTurn = Turn<FilesState, FilesEffect>;

export function set(turn: FilesTurn, change: Partial<FilesState>): void {
  turn.state = { ...turn.state, ...change };
}

export const effect = (turn: FilesTurn, one: FilesEffect): void => void turn.effects.push(one);

export const say = (turn: FilesTurn, signal: FileSignal): void => effect(turn, { type: "say", signal });

/** Puts another in its place, or at the end. */
export function place(turn: FilesTurn, file: Transfer): void {
  const { files } = turn.state;
  const at = files.findIndex(({ fid }) => fid === file.fid);
  set(turn, { files: at === -1 ? [...files, file] : files.with(at, file) });
}

export const fileOf = ({ files }: FilesState, fid: string): Transfer | null =>
  files.find((file) => file.fid === fid) ?? null;

export function goingOf(state: FilesState, fid: string): Going | null {
  const file = fileOf(state, fid);
  return file?.way === "going" ? file : null;
}

export function comingOf(state: FilesState, fid: string): Coming | null {
  const file = fileOf(state, fid);
  return file?.way === "coming" ? file : null;
}

export const isOver = ({ stage }: Transfer): boolean => stage.is === "over" || stage.is === "done";

/** It goes no further: nothing is sealed or opened under its key any more. */
export function giveUp(turn: FilesTurn, file: Transfer, why: FileWhy): void {
  if (isOver(file)) return;
  const root = file.way === "going" && file.stage.is === "open" ? file.stage.root : null;
  effect(turn, { type: "dropFile", fid: file.fid });
  place(turn, { ...file, key: "", stage: { is: "over", why, root } });
}
