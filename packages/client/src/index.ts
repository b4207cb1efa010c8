export { openHome } from "./models/home-model.ts";
export type {
  HomeActions,
  HomeModel,
  HomeView,
  Limits,
  NotJoined,
  OpenInvite,
  OpenRoom,
} from "./models/home-view.ts";
export { linkOrigin, readCode, readRoomLink } from "./models/read-code.ts";
export { openRoom, type RoomOpening } from "./models/room-model.ts";
export { createRoom, type Created } from "./room/create.ts";
export { openSession, type SessionStart } from "./models/session-model.ts";
export type * from "./models/call-view.ts";
export type * from "./models/check-view.ts";
export type * from "./models/file-view.ts";
export type * from "./models/session-view.ts";
export type * from "./models/voice-view.ts";
export { callsOn, type OpenCalls } from "./call/call-model.ts";
export { filesOn, type OpenFiles } from "./file/files-model.ts";
export type { FileEvents, FileHands, FilesOrder, HandsFactory } from "./file/port.ts";
export type { OpenCheck } from "./check/check-model.ts";
export type { CallEvents, CallHands, Order, PeerFactory, Report, Streams } from "./peer/port.ts";
export type { Lifecycle, Line, LineEvents, Ports, Reply, Request, Vault } from "./ports.ts";
export { startSession } from "./session/by-code.ts";
export type { Session } from "./session/session.ts";
export { platformPorts } from "#platform";
