/** From the state of files to what a screen shows. */
import { chunkBytes } from "@chatorbit/crypto";
import { type FilesState, isProgram, obstacle, type Transfer } from "@chatorbit/engine/files";
import type { FilesView, TransferView } from "../models/file-view.ts";
import type { FileHands } from "./port.ts";

export const presentFiles = (
  state: FilesState,
  hands: Pick<FileHands, "blobOf" | "isSaved" | "isPicture">,
  notice: FilesView["notice"],
): FilesView => ({
  transfers: new Map(state.files.map((file) => [file.fid, transferOf(file, state, hands)])),
  obstacle: isAsked(state) ? obstacle(state) : null,
  hasNoPath: state.hasNoPath,
  notice,
});

/** Something waits for what stands between. */
const isAsked = ({ files }: FilesState): boolean =>
  files.some(({ stage }) => stage.is === "preparing" || stage.is === "open");

const transferOf = (
  file: Transfer,
  state: FilesState,
  hands: Pick<FileHands, "blobOf" | "isSaved" | "isPicture">,
): TransferView => ({
  fid: file.fid,
  way: file.way,
  state: stateOf(file, state),
  why: file.stage.is === "over" ? file.stage.why : null,
  done: Math.min(file.face.size, doneOf(file) * chunkBytes),
  isProgram: isProgram(file.face.name),
  isSaved: hands.isSaved(file.fid),
  isHere: hands.blobOf(file.fid) !== null,
  isPicture: file.face.image !== null && hands.isPicture(file.fid),
});

function doneOf({ stage, chunks }: Transfer): number {
  if (stage.is === "open") return "kept" in stage ? stage.kept : stage.next;
  return stage.is === "done" || stage.is === "keeping" ? chunks : 0;
}

function stateOf(file: Transfer, { channel }: FilesState): TransferView["state"] {
  const { stage, chunks } = file;
  switch (stage.is) {
    case "open":
      if (doneOf(file) === chunks) return "checking";
      if (channel !== null) return "moving";
      return doneOf(file) === 0 ? "connecting" : "paused";
    case "keeping":
      return "checking";
    default:
      return stage.is;
  }
}
