export type { Handle } from "./admission/admit.ts";
export { policyOf } from "./admission/token.ts";
export { type Answer } from "./desk/answer.ts";
export { dropBlob } from "./desk/blob/drop.ts";
export { fetchBlob, type Readable } from "./desk/blob/fetch.ts";
export { makeBlob } from "./desk/blob/make.ts";
export { type PartBody, PartError, putPart } from "./desk/blob/put.ts";
export type { BlobRequest } from "./desk/blob/seat.ts";
export { type Changed, extend, reseat } from "./desk/change.ts";
export { end, type Ended } from "./desk/end.ts";
export type { SeatRequest } from "./desk/act.ts";
export { mayCall } from "./desk/ice.ts";
export { issue, issueVerdict } from "./desk/issue.ts";
export { join, type JoinRequest } from "./desk/join.ts";
export { knock } from "./desk/knock.ts";
export { retract, type Retracted } from "./desk/retract.ts";
export { registerAdmission } from "./desk/room/admission.ts";
export { createRoom } from "./desk/room/create.ts";
export { type Destroyed, destroyRoom } from "./desk/room/destroy.ts";
export { challenge, enter } from "./desk/room/enter.ts";
export { post, roomHistory } from "./desk/room/history.ts";
export { roomStatus, timeLeft } from "./desk/room/look.ts";
export type { RoomRequest, Taken } from "./desk/room/member.ts";
export { status } from "./desk/status.ts";
export type {
  Blob,
  BlobLimits,
  HeldBlob,
  PartKey,
  Piece,
  ShelfInput,
  ShelfOutcome,
  ShelfView,
  ShelfWrite,
} from "./blob.ts";
export { blobDueAt, decideBlob, isComplete } from "./blob.ts";
export {
  type Conversation,
  created,
  dueAt,
  endsAt,
  type Extension,
  type Ask,
  type Seat,
} from "./conversation.ts";
export { aboutOf, decide, type Input } from "./decide.ts";
export type { Outcome, Send, Write } from "./outcome.ts";
export type { Entry, EntryKey, LogChange, LogHead } from "./log.ts";
export { emptyLog } from "./log.ts";
export { addressKey } from "./limits/address.ts";
export { type LimitTable, limitTable } from "./limits/guard.ts";
export { type Hit, type Hits, type Limit, slide, type Verdict } from "./limits/window.ts";
export type { Line } from "./live/occupant.ts";
export type { SeatKeys } from "./live/seat-keys.ts";
export type { Policy } from "./policy.ts";
export { products } from "./policy.ts";
export * from "./ports.ts";
export { type Caller, Relay, type Settings } from "./relay.ts";
export type { Presence, Wire } from "./status.ts";
