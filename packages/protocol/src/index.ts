export {
  blobId,
  blobMade,
  blobPaths,
  blobRemoved,
  newBlobBody,
  partNumber,
  partTaken,
  tokenHeader,
} from "./blob-routes.ts";
export type { BlobMade, BlobRemoved, NewBlobBody, PartTaken } from "./blob-routes.ts";
export { loggedEntry, parseDown } from "./down.ts";
export type { Down, LoggedEntry } from "./down.ts";
export {
  isKept,
  keptEntry,
  keptHandshake,
  keptSealed,
  keptSignal,
  maxEpoch,
  sealedMessage,
  sealedSignal,
} from "./envelope.ts";
export type {
  KeptEntry,
  KeptHandshake,
  KeptSealed,
  KeptSignal,
  Sealed,
  SealedMessage,
  SealedSignal,
} from "./envelope.ts";
export { iceAnswer, iceBody, iceWarnings } from "./ice.ts";
export type { IceAnswer, IceWarning } from "./ice.ts";
export { otherRole, roles } from "./ids.ts";
export type { BlobId, ConversationId, MessageId, ParticipantId, Role } from "./ids.ts";
export { codeAlphabet, sessionPath, tokenSymbols } from "./join-code.ts";
export * from "./limits.ts";
export { parseOldUp } from "./old-wire.ts";
export type { OldEndReason, OldUp } from "./old-wire.ts";
export { refusalNames, refusalOfClose, refusals } from "./refusal.ts";
export type { Refusal } from "./refusal.ts";
export {
  endBody,
  extendBody,
  issueBody,
  issued,
  joinBody,
  joined,
  paths,
  problem,
  seatBody,
} from "./routes.ts";
export type { IssueBody, Issued, Joined, Problem } from "./routes.ts";
export { base64, fit, fitJson, uuid, v, wholeNumber } from "./schema.ts";
export { endReasons, sessionStates, sessionStatus } from "./status.ts";
export type { EndReason, SessionStatus } from "./status.ts";
export {
  admissionBody,
  admitted,
  challenged,
  createRoomBody,
  enterBody,
  entered,
  history,
  postBody,
  posted,
  roomCreated,
  roomPath,
  roomPaths,
  timeLeft,
} from "./room-routes.ts";
export type { Admitted, Challenged, Entered, History, Posted, RoomCreated, TimeLeft } from "./room-routes.ts";
export { cursor, parseUp, roomId, seatKey, token } from "./up.ts";
export type { Hello, Up } from "./up.ts";
export { wireVersion } from "./version.ts";
