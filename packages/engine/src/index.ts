export { canTalk } from "./conversation/can-talk.ts";
export { keptOf, liveOf, wordsOf, writesUnder } from "./conversation/channel.ts";
export { conversation } from "./live/conversation.ts";
export type { Effect, Shelf } from "./conversation/effects.ts";
export type { Act, Asked, Input, Kept, KeptOfLink, Report } from "./conversation/inputs.ts";
export { mayExtendNow } from "./conversation/may-extend.ts";
export type {
  Alarm,
  Cap,
  Conversation,
  Facts,
  Note,
  Over,
  Phase,
  Seat,
  Traits,
} from "./conversation/state.ts";
export { isMendable, type Problem, type Trouble } from "./conversation/trouble.ts";
export { mayVoice } from "./conversation/voices.ts";
export { type Countdown, endsAt, nextStageAt, stage, type Stage } from "./countdown.ts";
export { run, tick } from "./machine.ts";
export type { Hands, Machine, Running, Tick, World } from "./machine.ts";
export { type CallBody, codePoints, type FileBody } from "./payload.ts";
export { type Invite, keepNames, readInvite } from "./record.ts";
export {
  type Delivery,
  type Entry,
  type Face,
  type FileFace,
  find,
  type Noted,
  type Picture,
  type Said,
  type Timeline,
} from "./timeline.ts";
export { type Voice, voiceOf } from "./voice.ts";
export { keptConversation } from "./kept/conversation.ts";
export { newLinkRecord } from "./kept/keep.ts";
