export { policyOf } from "./admission/token.ts";
export { type Answer } from "./desk/answer.ts";
export { type Changed, extend, reseat } from "./desk/change.ts";
export { end, type Ended } from "./desk/end.ts";
export type { SeatRequest } from "./desk/act.ts";
export { mayCall } from "./desk/ice.ts";
export { issue, issueVerdict } from "./desk/issue.ts";
export { join, type JoinRequest } from "./desk/join.ts";
export { knock } from "./desk/knock.ts";
export { retract, type Retracted } from "./desk/retract.ts";
export { status } from "./desk/status.ts";
export {
  type Conversation,
  created,
  dueAt,
  endsAt,
  type Extension,
  type Ask,
  type Seat,
} from "./conversation.ts";
export { decide, type Input, type Outcome, type Send, type Write } from "./decide.ts";
export { addressKey } from "./limits/address.ts";
export { type LimitTable, limitTable } from "./limits/guard.ts";
export { type Hit, type Hits, type Limit, slide, type Verdict } from "./limits/window.ts";
export type { Line } from "./live/occupant.ts";
export type { Credential } from "./live/sit.ts";
export type { Policy } from "./policy.ts";
export { products } from "./policy.ts";
export * from "./ports.ts";
export { type Caller, Relay, type Settings } from "./relay.ts";
export type { Presence, Wire } from "./status.ts";
