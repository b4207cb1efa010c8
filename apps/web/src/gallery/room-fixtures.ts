import type { ConversationView, EndedView, KnockView } from "../models/views.ts";
import * as views from "./fixtures.ts";

const now = Date.now();
const minute = 60_000;

export const roomKnock: KnockView = { ...views.knock, ttlMinutes: 0, isHostHere: false };

const link =
  "https://chatorbit.example/room/Qm9va3Mgb24gdGFibGVzIQ#3n0mV8p5jB1xk7Lr2aQhWc9tZ4yGfEuS6dIoPvNqXwM";

/** A room of two whose keys are agreed. */
export const room: ConversationView = {
  ...views.conversation,
  peer: { isHere: true, isTyping: false, name: "anonymous-otter-4f2a1" },
  myName: "anonymous-heron-09c3e",
  time: { endsAt: now + 7.4 * minute, totalMs: 10 * minute, stage: "calm" },
  ttlMinutes: 10,
  mayExtendSeconds: 0,
  traits: { isKept: true, canExtend: false, canLeap: false, canReseat: false },
  kept: { link: null, isCaughtUp: true, keys: "confirmed" },
};

/** Its maker, before anybody came by the link. */
export const alone: ConversationView = {
  ...room,
  items: [],
  peer: { isHere: false, isTyping: false, name: null },
  verification: null,
  mayCall: false,
  time: { endsAt: now + 9.8 * minute, totalMs: 10 * minute, stage: "calm" },
  kept: { link, isCaughtUp: true, keys: "alone" },
};

export const destroyed: EndedView = {
  ...views.ended,
  reason: "manually_ended",
  by: "me",
  confirmed: { server: true, me: true, peer: true },
};
