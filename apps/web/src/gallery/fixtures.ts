import type {
  Alarm,
  ConversationView,
  EndedView,
  Invite,
  Item,
  KnockView,
  MessageItem,
  NoteItem,
  SecuringView,
  Verification,
  WaitingView,
  VoiceView,
} from "../models/views.ts";

const now = Date.now();
const minute = 60_000;
const ago = (minutes: number) => now - minutes * minute;

export const invite: Invite = {
  code: "7KQF-2M9X-TRW4-B8HN-5JCV",
  link: "https://chatorbit.example/session/7KQF2M9XTRW4#B8HN5JCV",
  validUntil: now + 1438 * minute,
};

export const knock: KnockView = {
  screen: "knock",
  ttlMinutes: 60,
  maxChars: 2000,
  validUntil: now + 1400 * minute,
  endsAt: null,
  isHostHere: true,
  isTaking: false,
  isOwnInvite: false,
  problem: null,
};

export const waiting: WaitingView = {
  screen: "waiting",
  invite,
  ttlMinutes: 60,
  connection: "live",
  time: null,
  alarms: [],
};

export const securing: SecuringView = {
  screen: "securing",
  role: "guest",
  steps: [
    { step: "seat", state: "done", at: ago(0.2) },
    { step: "peer", state: "done", at: ago(0.1) },
    { step: "keys", state: "now", at: null },
    { step: "confirm", state: "later", at: null },
  ],
  isPeerHere: true,
  guessesSpent: 0,
  nextTryAt: null,
  connection: "live",
  time: { endsAt: now + 59.9 * minute, totalMs: 60 * minute, stage: "calm" },
  alarms: [],
  invite: null,
};

let made = 0;
type Part = Partial<Pick<MessageItem, "replyTo" | "reactions" | "delivery" | "isPeersCopy">>;

function message(by: "me" | "peer", minutesAgo: number, body: string | null, part: Part = {}): MessageItem {
  made += 1;
  const key = `${by}-${made}`;
  return {
    kind: "message",
    key,
    id: key,
    by,
    at: ago(minutesAgo),
    body,
    voice: null,
    file: null,
    replyTo: null,
    reactions: { me: null, peer: null },
    delivery: by === "me" ? "read" : null,
    isPeersCopy: false,
    isNotSentHere: false,
    ...part,
  };
}

function note(minutesAgo: number, what: NoteItem["note"]): NoteItem {
  made += 1;
  return { kind: "note", key: `note-${made}`, at: ago(minutesAgo), note: what };
}

const question = message(
  "peer",
  8,
  "She wants both signatures by Thursday. 184 000, and they keep the kitchen.",
);

export const talk: readonly Item[] = [
  note(18, { type: "secured", epoch: 1 }),
  note(17, { type: "verified" }),
  message("peer", 16, "Are you alone? I would rather not do this by e-mail."),
  message("me", 16, "Yes, door closed."),
  message("me", 15, "Did the notary send the draft?", { reactions: { me: null, peer: "👍" } }),
  note(12, { type: "peer-left" }),
  note(11, { type: "peer-returned" }),
  message("peer", 9, "The draft: https://example.org/notary/draft-3.pdf (page 7)."),
  question,
  message("me", 4, "Thursday is fine. Is the garage inside that price or on top?", {
    replyTo: { key: question.key, by: "peer", excerpt: question.body, isVoice: false },
    reactions: { me: "❤️", peer: "😂" },
  }),
  message("peer", 3, null),
  message("me", 2, "Read paragraph 7 first, the rest is boilerplate.", { delivery: "delivered" }),
];

export const verification: Verification = {
  isVerified: true,
  isCurrent: true,
  doesPeerSayVerified: true,
  isOpen: false,
  number: 1,
  emoji: [62, 15, 59, 31, 10, 22, 43],
  numbers: [4127, 8093, 2650],
};

export const conversation: ConversationView = {
  screen: "conversation",
  role: "host",
  items: talk,
  unreadFrom: null,
  unreadCount: 0,
  connection: "live",
  peer: { isHere: true, isTyping: true, name: null },
  myName: null,
  verification,
  time: { endsAt: now + 41.2 * minute, totalMs: 60 * minute, stage: "calm" },
  ttlMinutes: 60,
  maxChars: 2000,
  pact: null,
  mayExtendSeconds: 3600,
  alarms: [],
  mayBringBack: false,
  invite: null,
  mayCall: true,
  hasCalls: false,
  traits: { isKept: false, canExtend: true, canLeap: true, canReseat: true },
  kept: null,
  mayAttach: true,
  hasFiles: false,
};

export const unverified: ConversationView = {
  ...conversation,
  verification: { ...verification, isVerified: false },
};

const wave = Array.from({ length: 64 }, (_, at) =>
  Math.round(4 + 14 * Math.abs(Math.sin(at / 3.1)) + 13 * Math.abs(Math.sin(at / 1.3) * Math.sin(at / 9))),
);

const voice = (state: VoiceView["state"], seconds: number, done = 1, count = 1): Partial<MessageItem> => ({
  body: "",
  voice: { state, mime: "audio/webm", ms: seconds * 1000, wave, done, count },
});

const heard = message("peer", 12, "", voice("ready", 12));

/** Voice messages in every state. */
export const spoken: ConversationView = {
  ...conversation,
  peer: { isHere: true, isTyping: false, name: "Jana" },
  items: [
    message("peer", 20, "", voice("let-go", 48)),
    heard,
    message("me", 11, "I hear you well.", {
      replyTo: { key: heard.key, by: "peer", excerpt: "", isVoice: true },
    }),
    message("peer", 10, "", voice("broken", 31)),
    message("me", 8, "", { ...voice("ready", 4), reactions: { me: null, peer: "👍" } }),
    message("peer", 6, "", voice("arriving", 95, 3, 7)),
    message("me", 4, "", { ...voice("failed", 20), delivery: "failed" }),
    message("me", 3, "", { ...voice("sending", 300, 5, 14), delivery: "sent" }),
    message("me", 2, "", { ...voice("queued", 7), delivery: "queued" }),
    note(1, { type: "voice-left-out", count: 2 }),
    note(1, { type: "voice-lost", count: 1 }),
  ],
};

/** The last minute, with everything that then stands in the log. */
export const lastMinute: ConversationView = {
  ...conversation,
  peer: { isHere: true, isTyping: false, name: "Jana" },
  time: { endsAt: now + 0.8 * minute, totalMs: 60 * minute, stage: "last" },
  items: [
    message("me", 6, "Wednesday at four then. Bring the blue folder."),
    message("peer", 6, "I will. And the second key is with Mrs. Kollárová on the ground floor."),
    message("peer", 5.5, "Do not write that anywhere else."),
    message("me", 5, "I am not writing it anywhere. That is why we are here."),
    message("me", 1, "Did he say anything about the deposit?", { delivery: "failed" }),
  ],
  pact: { id: "p", act: "extend", by: "peer", seconds: 3600, isUnderway: false, until: now + minute },
};

export const notes: ConversationView = {
  ...conversation,
  peer: { isHere: false, isTyping: false, name: null },
  connection: "reconnecting",
  unreadFrom: "peer-unread",
  unreadCount: 2,
  mayBringBack: true,
  items: [
    { ...message("peer", 1500, "مرحبا، هل يمكننا التحدث الآن؟"), isPeersCopy: true },
    note(40, { type: "secured", epoch: 2 }),
    note(39, { type: "peer-says-verified" }),
    note(38, { type: "new-device" }),
    note(37, { type: "extended", by: "peer", seconds: 1800 }),
    note(36, { type: "leapt" }),
    note(35, { type: "named", name: "Jana" }),
    note(34, { type: "messages-missing", count: 3 }),
    note(33, { type: "needs-newer-app" }),
    note(32, { type: "history-returned", count: 5 }),
    message("me", 30, "Queued while the line is down.", { delivery: "queued" }),
    message("me", 30, "Sent, not delivered yet.", { delivery: "sent" }),
    { ...message("peer", 5, "First unread message."), key: "peer-unread" },
    message("peer", 4, "A very long word: " + "Donaudampfschifffahrtsgesellschaft".repeat(6)),
  ],
};

/** Ten thousand messages of many lengths. */
export const many: ConversationView = {
  ...conversation,
  peer: { isHere: true, isTyping: false, name: null },
  items: Array.from({ length: 10_000 }, (_, index) =>
    message(
      index % 5 < 2 ? "me" : "peer",
      (10_000 - index) / 10,
      `${index + 1}. ${"A line that is as long as it happens to be. ".repeat(1 + ((index * 7) % 5))}`,
    ),
  ),
};

const alarm = (id: string, minutesAgo: number, what: Alarm["alarm"]): Alarm => ({
  id,
  at: ago(minutesAgo),
  alarm: what,
});

export const alarms: readonly Alarm[] = [
  alarm("a", 1, { type: "knock" }),
  alarm("b", 2, { type: "wrong-code", spent: 1, left: 4, isLikelyTypo: true }),
  alarm("c", 3, { type: "wrong-code", spent: 4, left: 1, isLikelyTypo: false }),
  alarm("d", 4, { type: "silent-run" }),
  alarm("e", 5, { type: "relay-alters-messages" }),
  alarm("f", 6, { type: "keys-copied" }),
  alarm("g", 7, { type: "offer-differs" }),
  alarm("h", 8, { type: "unequal-builds" }),
  alarm("i", 9, { type: "reseated" }),
];

export const ended: EndedView = {
  screen: "ended",
  reason: "timer_expired",
  endedAt: now,
  by: "server",
  confirmed: { server: true, me: true, peer: false },
  wasAlone: false,
  receipt: {
    startedAt: ago(60),
    endedAt: now,
    sent: 42,
    received: 37,
    wasVerified: true,
    purgedBy: now + 7 * 1440 * minute,
  },
};
