export { openHome } from "./models/home-model.ts";
export type { HomeActions, HomeModel, HomeView, Limits, NotJoined, OpenInvite } from "./models/home-view.ts";
export { linkOrigin, readCode } from "./models/read-code.ts";
export { openSession, type SessionStart } from "./models/session-model.ts";
export type * from "./models/session-view.ts";
export type { Lifecycle, Line, LineEvents, Ports, Reply, Request, Vault } from "./ports.ts";
export { type Session, startSession } from "./session/session.ts";
export { platformPorts } from "#platform";
