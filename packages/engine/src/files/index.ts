/** The surface of files; loaded only when the first is chosen or offered. */
export type { FileOrder, FilesEffect } from "./effects.ts";
export type { FileFace, Picture } from "../timeline.ts";
export { chunkFrame, keptFrame, longestFrame, readFrame } from "./frame.ts";
export { mostAhead } from "./going.ts";
export type { FileReport, FilesAct, FilesInput, LineReport } from "./inputs.ts";
export { lineOf, obstacle } from "./line.ts";
export { filesMachine } from "./machine.ts";
export { cleanName, endingOf, imageTypes, type ImageType, isImageType, isProgram, safeType } from "./name.ts";
export type { Coming, FilesState, FileWhy, Going, Transfer } from "./state.ts";
export { isOver } from "./turn.ts";
export { type FileSignal, fileSignal, largestFile, maxPixels, maxSide, tinySide } from "./words.ts";
