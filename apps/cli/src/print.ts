/** What changed between two views, as lines of text. Pure: the screen writes them. */
import type {
  ConversationView,
  Item,
  MessageItem,
  Problem,
  SecuringView,
  SessionView,
} from "@chatorbit/client";
import { sasEmoji } from "@chatorbit/crypto";
import { clock, fill } from "@chatorbit/i18n";
import type { Say } from "./words.ts";

/** `server`: where the session is. */
export type Seen = { readonly now: number; readonly server: string };

/** The lines that tell the difference from `before` to `after`. */
export function changes(
  before: SessionView | null,
  after: SessionView,
  say: Say,
  seen: Seen,
): readonly string[] {
  if (before?.screen !== after.screen) return arrival(after, say, seen, before);
  if (before.screen === "conversation" && after.screen === "conversation") {
    return conversationChanges(before, after, say);
  }
  if (before.screen === "securing" && after.screen === "securing" && !before.isPeerHere && after.isPeerHere)
    return [say.terminal.securing, ...alarmLines(before, after, say)];
  return alarmLines(before, after, say);
}

/** Whoever invited waits for the one who took the seat; whoever took it waits for the one who invited. */
function securingLine({ isPeerHere, invite }: SecuringView, { terminal }: Say): string {
  if (isPeerHere) return terminal.securing;
  return invite === null ? terminal.seated : terminal.taken;
}

/** Why not, what helps, and when. `server` is where it was tried. */
export function refusalLines(
  { trouble, retryAfter }: Problem,
  { terminal, trouble: troubles, common, format }: Say,
  server: string,
): readonly string[] {
  if (trouble === "offline") return [fill(terminal.noAnswer, { server })];
  const { name, reason, step } = troubles[trouble];
  const lines = [`${name}. ${reason}`, step];
  if (retryAfter === null) return lines;
  return [...lines, `${fill(common.actions.possibleIn, { time: format.wait(retryAfter * 1000) })}.`];
}

function arrival(view: SessionView, say: Say, seen: Seen, before: SessionView | null): readonly string[] {
  const { terminal, session } = say;
  switch (view.screen) {
    case "opening":
    case "knock":
      return before === null ? [terminal.connecting] : [];
    case "waiting":
      return [terminal.send, "", `  ${view.invite.code}`, `  ${view.invite.link}`, "", terminal.waiting];
    case "securing":
      return [securingLine(view, say), ...alarmLines(before, view, say)];
    case "conversation":
      return [
        ...(linkOf(view) === null ? [] : [terminal.send, "", `  ${linkOf(view)}`, "", terminal.alone]),
        fill(terminal.open, { time: clock(view.time.endsAt - seen.now) }),
        ...view.items.flatMap((item) => itemLines(item, say)),
      ];
    case "ended": {
      const reason = session.ended.reasons[view.reason];
      const isRoom = before?.screen === "conversation" && before.traits.isKept;
      return [
        fill(reason, { time: say.format.time(view.endedAt) }),
        isRoom ? terminal.destroyed : terminal.ended,
      ];
    }
    case "refused":
      return refusalLines(view.problem, say, seen.server);
  }
}

/** The link of a room nobody has come to yet; null everywhere else. */
export const linkOf = (view: SessionView | null): string | null =>
  view?.screen === "conversation" && view.kept?.keys === "alone" ? view.kept.link : null;

function conversationChanges(before: ConversationView, after: ConversationView, say: Say): readonly string[] {
  const { terminal } = say;
  const known = new Map(before.items.map((item) => [item.key, item]));
  const lines = after.items.flatMap((item) => {
    const was = known.get(item.key);
    // What one types stands there already; what one said before is read from the log.
    const isTyped = item.kind === "message" && item.by === "me" && before.kept?.isCaughtUp !== false;
    if (was === undefined) return isTyped ? [] : itemLines(item, say);
    return was === item || was.kind === "note" || item.kind === "note" ? [] : messageChanges(was, item, say);
  });
  if (after.kept?.keys === "unconfirmed" && before.kept?.keys !== "unconfirmed")
    lines.push(say.room.unconfirmed);
  if (before.peer.isHere !== after.peer.isHere) lines.push(after.peer.isHere ? terminal.back : terminal.away);
  if (!before.peer.isTyping && after.peer.isTyping) lines.push(`${nameOf(after, say)} ${terminal.typing}`);
  if (before.connection === "live" && after.connection !== "live") lines.push(terminal.line);
  if (before.connection !== "live" && after.connection === "live") lines.push(terminal.lineBack);
  if (after.pact !== null && after.pact.id !== before.pact?.id) lines.push(pactLine(after.pact, say));
  if (after.verification?.isOpen && !before.verification?.isOpen) lines.push(...wordLines(after, say));
  return [...lines, ...alarmLines(before, after, say)];
}

const nameOf = (view: ConversationView, { terminal }: Say): string => view.peer.name ?? terminal.other;

function pactLine(pact: NonNullable<ConversationView["pact"]>, { terminal, format }: Say): string {
  if (pact.by === "me") return terminal.asked;
  if (pact.act === "leap") return terminal.asksLeap;
  return fill(terminal.asksExtend, { length: format.length(Math.round((pact.seconds ?? 0) / 60)) });
}

const ticks = { queued: "·", sent: "✓", delivered: "✓✓", read: "✓✓", failed: "!" } as const;

function itemLines(item: Item, say: Say): readonly string[] {
  if (item.kind === "note") return noteLines(item, say);
  const { terminal, format } = say;
  const { notSentHere } = say.conversation.message;
  const who = item.isNotSentHere ? notSentHere : item.by === "me" ? terminal.you : terminal.other;
  const quote = item.replyTo?.excerpt == null ? "" : ` ┃${item.replyTo.excerpt.slice(0, 40)}┃`;
  if (item.body === null) return [fill(terminal.deleted, { who })];
  const mark = item.delivery === null ? "" : ` ${ticks[item.delivery]}`;
  return [`[${format.time(item.at)}] ${who}:${quote} ${wordsOf(item, say)}${mark}`];
}

/** A terminal cannot play what was spoken: it says that it came, and how long it is. */
const wordsOf = ({ body, voice, file }: MessageItem, { conversation }: Say): string =>
  file !== null
    ? fill(conversation.message.fileOf, { name: printable(file.name) })
    : voice === null
      ? printable(body ?? "")
      : fill(conversation.message.voiceOf, { time: clock(voice.ms) });

/** Escape sequences in somebody's words must not reach the terminal. */
export const printable = (text: string): string => text.replaceAll(/[^\P{C}\n\t\u200d]/gu, "�");

function noteLines(
  { note }: Extract<Item, { kind: "note" }>,
  { conversation, format, terminal }: Say,
): readonly string[] {
  const { notes } = conversation;
  const name = conversation.other;
  const inside = conversation.otherInside;
  switch (note.type) {
    case "extended":
      return [
        fill(note.by === "me" ? notes.extendedByMe : notes.extendedByPeer, {
          name: terminal.other,
          length: format.length(Math.round(note.seconds / 60)),
        }),
      ];
    case "call-ended":
      if (note.lastedMs === null) return [fill(notes.call[note.why], { name })];
      return [
        fill(note.why === "peer-lost-call" ? notes.callLeft : notes.callLasted, {
          time: clock(note.lastedMs),
        }),
      ];
    case "recording":
      if (note.what === "recording" && note.is === "off" && note.stoppedBy !== null) {
        return [fill(notes.recordingStopped[note.by][note.stoppedBy], { name })];
      }
      return [fill(notes[note.what][note.by][note.is], { name, inside })];
    case "messages-missing":
    case "history-returned":
    case "voice-left-out":
    case "file-left-out":
    case "voice-lost":
    case "removed-by-server":
      return [format.count(notes[note.type], note.count)];
    case "named":
      return [fill(notes.named, { name: printable(note.name) })];
    default:
      return [fill(notes[note.type], { name })];
  }
}

function messageChanges(was: MessageItem, is: MessageItem, say: Say): readonly string[] {
  const { terminal, conversation } = say;
  if (was.body !== null && is.body === null) {
    return [fill(terminal.deleted, { who: is.by === "me" ? terminal.you : terminal.other })];
  }
  if (is.reactions.peer !== was.reactions.peer && is.reactions.peer !== null) {
    return [`${terminal.other}: ${printable(is.reactions.peer)} → ${wordsOf(is, say).slice(0, 40)}`];
  }
  if (
    is.delivery === was.delivery ||
    is.delivery === null ||
    is.delivery === "queued" ||
    is.delivery === "sent"
  ) {
    return [];
  }
  return [`  ${ticks[is.delivery]} ${conversation.delivery[is.delivery]}: ${wordsOf(is, say).slice(0, 40)}`];
}

/** The safety words in this language. */
export function wordLines(
  { verification }: ConversationView,
  { terminal, language }: Say,
): readonly string[] {
  if (verification === null) return [];
  const words = verification.emoji.map((index) => {
    const word = sasEmoji[index];
    return word === undefined ? "" : `${word.emoji} ${language === "sk" ? word.sk : word.en}`;
  });
  return [
    fill(terminal.words, { number: verification.number }),
    `  ${words.join("   ")}`,
    `  ${verification.numbers.join("  ")}`,
    terminal.wordsHow,
  ];
}

function alarmLines(
  before: SessionView | null,
  after: SessionView,
  { conversation }: Say,
): readonly string[] {
  const of = (view: SessionView | null) => (view !== null && "alarms" in view ? view.alarms : []);
  const known = new Set(of(before).map(({ id }) => id));
  return of(after)
    .filter(({ id }) => !known.has(id))
    .map(({ alarm }) => {
      if (alarm.type === "wrong-code") {
        const { title, text } = alarm.isLikelyTypo
          ? conversation.alarms.wrongCodeTypo
          : conversation.alarms.wrongCode;
        return `!! ${title}. ${fill(text, { spent: alarm.spent, left: alarm.left })}`;
      }
      const { title, text } = conversation.alarms[alarm.type];
      return `!! ${title}. ${text}`;
    });
}
