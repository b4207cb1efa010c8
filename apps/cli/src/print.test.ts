import { expect, test } from "bun:test";
import type {
  ConversationView,
  MessageItem,
  SecuringView,
  SessionView,
  WaitingView,
} from "@chatorbit/client";
import { changes, printable, refusalLines } from "./print.ts";
import { loadSay } from "./words.ts";

const say = await loadSay("en", "en");
const seen = { now: 0, server: "http://x" };

const message = (by: "me" | "peer", body: string, more: Partial<MessageItem> = {}): MessageItem => ({
  kind: "message",
  key: `${by}:${body}`,
  id: body,
  by,
  at: 0,
  body,
  voice: null,
  file: null,
  replyTo: null,
  reactions: { me: null, peer: null },
  delivery: by === "me" ? "queued" : null,
  isPeersCopy: false,
  isNotSentHere: false,
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
  traits: { isKept: false, canExtend: true, canLeap: true, canReseat: true },
  kept: null,
  mayAttach: false,
  hasFiles: false,
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

const invite = { code: "ABCD", link: "http://x/session/ABCD#1", validUntil: 0 };
const waiting: WaitingView = {
  screen: "waiting",
  invite,
  ttlMinutes: 60,
  connection: "live",
  time: null,
  alarms: [],
};
const securing: SecuringView = {
  screen: "securing",
  role: "guest",
  steps: [],
  isPeerHere: false,
  guessesSpent: 0,
  nextTryAt: null,
  connection: "live",
  time: null,
  alarms: [],
  invite: null,
};

test("[TS4] waiting is said once; the guest who came is told about the other one, not about a guest", () => {
  const asHost = [
    ...lines({ screen: "opening" }, waiting),
    ...lines(waiting, { ...securing, role: "host", invite }),
    ...lines({ ...securing, role: "host", invite }, { ...securing, role: "host", invite, isPeerHere: true }),
  ];
  expect(asHost.filter((line) => line === say.terminal.waiting)).toHaveLength(1);
  expect(asHost.slice(-2)).toEqual([say.terminal.taken, say.terminal.securing]);
  expect(lines({ screen: "opening" }, securing)).toEqual([say.terminal.seated]);
  expect(lines({ screen: "opening" }, { ...securing, isPeerHere: true })).toEqual([say.terminal.securing]);
});

test("[OP6] a refusal says when it may be tried again, and which server did not answer", () => {
  const at = "http://localhost:3000";
  expect(refusalLines({ trouble: "rate", retryAfter: 3039 }, say, at).at(-1)).toBe("Possible in 51 min.");
  const offline = refusalLines({ trouble: "offline", retryAfter: null }, say, at).join(" ");
  expect(offline).toContain(at);
  expect(offline).toContain("--server");
  const typo = refusalLines({ trouble: "code-typo", retryAfter: null }, say, at).join(" ");
  expect(typo).toStartWith("There is a typing mistake.");
});

test("[FI3] a voice message is said to have come, with its length; a terminal cannot play it", () => {
  const voice = { state: "ready", mime: "audio/webm", ms: 12_000, wave: [], done: 1, count: 1 } as const;
  const [line] = lines(talk(), talk(message("peer", "", { voice })));
  expect(line).toEndWith("them: voice message, 0:12");
});
