import { expect, test } from "bun:test";
import type { ConversationView, MessageItem, SessionView } from "@chatorbit/client";
import { changes, printable } from "./print.ts";
import { loadSay } from "./words.ts";

const say = await loadSay("en", "en");
const seen = { now: 0 };

const message = (by: "me" | "peer", body: string, more: Partial<MessageItem> = {}): MessageItem => ({
  kind: "message",
  key: `${by}:${body}`,
  id: body,
  by,
  at: 0,
  body,
  voice: null,
  replyTo: null,
  reactions: { me: null, peer: null },
  delivery: by === "me" ? "queued" : null,
  isPeersCopy: false,
  ...more,
});

const talk = (...items: readonly MessageItem[]): ConversationView => ({
  screen: "conversation",
  role: "host",
  items,
  unreadFrom: null,
  unreadCount: 0,
  connection: "live",
  peer: { isHere: true, isTyping: false, name: null },
  myName: null,
  verification: null,
  time: { endsAt: 60_000, totalMs: 60_000, stage: "calm" },
  ttlMinutes: 60,
  maxChars: 2000,
  pact: null,
  mayExtendSeconds: 0,
  alarms: [],
  mayBringBack: false,
  invite: null,
  mayCall: false,
  hasCalls: false,
});

const lines = (before: SessionView | null, after: SessionView) => changes(before, after, say, seen);

test("[OP6] a word of the other one is printed once, one's own when it arrived", () => {
  const before = talk();
  expect(lines(before, talk(message("peer", "hi")))[0]).toContain("them: hi");
  const mine = talk(message("me", "yo"));
  expect(lines(before, mine)).toEqual([]);
  expect(lines(mine, talk(message("me", "yo", { delivery: "delivered" })))[0]).toContain("✓✓ Delivered: yo");
  expect(lines(mine, mine)).toEqual([]);
});

test("[OP6] an alarm is printed with what to do", () => {
  const alarm = { id: "a", at: 0, alarm: { type: "knock" } } as const;
  expect(lines(talk(), { ...talk(), alarms: [alarm] })[0]).toStartWith("!! A third device knocked");
});

test("[OP6] words cannot steer the terminal", () => {
  expect(printable("\u001b[2Jcleared\u0007")).toBe("�[2Jcleared�");
  expect(printable("👩‍👩‍👧 ok\n")).toBe("👩‍👩‍👧 ok\n");
  expect(printable("\u202Egnp.exe")).toBe("�gnp.exe");
});

test("[FI3] a voice message is said to have come, with its length; a terminal cannot play it", () => {
  const voice = { state: "ready", mime: "audio/webm", ms: 12_000, wave: [], done: 1, count: 1 } as const;
  const [line] = lines(talk(), talk(message("peer", "", { voice })));
  expect(line).toEndWith("them: voice message, 0:12");
});
