/** The timeline as rows of the list: messages in groups, days, notes and what stands between. Pure. */
import type { ConversationView, Item, MessageItem, Note, Pact } from "../../../models/views.ts";

export type Row =
  | { readonly kind: "intro"; readonly key: string }
  /** The invitation stands in its place while nobody has come by the link. */
  | { readonly kind: "invite"; readonly key: string; readonly link: string }
  | { readonly kind: "reading"; readonly key: string }
  | { readonly kind: "unconfirmed"; readonly key: string }
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string; readonly count: number }
  | { readonly kind: "note"; readonly key: string; readonly at: number; readonly note: Note }
  | { readonly kind: "warning"; readonly key: string; readonly at: number; readonly minutes: 5 | 1 }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: MessageItem;
      readonly isFirst: boolean;
      readonly isLast: boolean;
    }
  | { readonly kind: "bringBack"; readonly key: string }
  | { readonly kind: "pact"; readonly key: string; readonly pact: Pact }
  | { readonly kind: "typing"; readonly key: string };

/** Messages of one side within this time stand together, ms. */
const groupMs = 5 * 60_000;

const warningMinutes = [5, 1] as const;

type Around = Pick<
  ConversationView,
  "items" | "unreadFrom" | "unreadCount" | "pact" | "mayBringBack" | "peer" | "time" | "kept"
>;

/**
 * `now` and `dayOf` are arguments so that the same view gives the same rows. While what is kept is read for the
 * first time only what waits here is shown: the rest comes at once, and nothing moves under people's eyes.
 */
export function rowsOf(
  view: Around,
  now: number,
  dayOf: (at: number) => string,
  isReading = false,
): readonly Row[] {
  const { kept } = view;
  if (isReading) return [{ kind: "reading", key: "reading" }, ...waitingRows(view, dayOf)];
  const rows: Row[] =
    kept?.keys === "alone" && kept.link !== null
      ? [{ kind: "invite", key: "invite", link: kept.link }]
      : [{ kind: "intro", key: "intro" }];
  const warnings = warningMinutes
    .map((minutes) => ({ minutes, at: view.time.endsAt - minutes * 60_000 }))
    .filter(({ at, minutes }) => at <= now && view.time.totalMs > minutes * 60_000);
  let day: string | null = null;

  const warnBefore = (at: number) => {
    while (warnings[0] !== undefined && warnings[0].at <= at) {
      const [{ minutes, at: when }] = warnings.splice(0, 1) as [{ minutes: 5 | 1; at: number }];
      rows.push({ kind: "warning", key: `warning-${minutes}`, at: when, minutes });
    }
  };

  view.items.forEach((item, index) => {
    warnBefore(item.at);
    const itsDay = dayOf(item.at);
    if (day !== null && itsDay !== day) rows.push({ kind: "day", key: `day-${itsDay}`, at: item.at });
    day = itsDay;
    if (item.key === view.unreadFrom) rows.push({ kind: "unread", key: "unread", count: view.unreadCount });
    if (item.kind === "note") rows.push({ kind: "note", key: item.key, at: item.at, note: item.note });
    else rows.push(messageRow(item, rows.at(-1), view.items[index + 1], view, dayOf));
  });

  if (kept?.keys === "unconfirmed") rows.push({ kind: "unconfirmed", key: "unconfirmed" });
  warnBefore(now);
  if (view.mayBringBack) rows.push({ kind: "bringBack", key: "bring-back" });
  if (view.pact !== null) rows.push({ kind: "pact", key: `pact-${view.pact.id}`, pact: view.pact });
  if (view.peer.isTyping) rows.push({ kind: "typing", key: "typing" });
  return rows;
}

function waitingRows(view: Around, dayOf: (at: number) => string): readonly Row[] {
  const waiting = view.items.filter(
    (item): item is MessageItem => item.kind === "message" && item.delivery === "queued",
  );
  const rows: Row[] = [];
  for (const [index, item] of waiting.entries())
    rows.push(messageRow(item, rows.at(-1), waiting[index + 1], view, dayOf));
  return rows;
}

function messageRow(
  message: MessageItem,
  before: Row | undefined,
  after: Item | undefined,
  { unreadFrom }: Around,
  dayOf: (at: number) => string,
): Row {
  const isFirst = before?.kind !== "message" || !standTogether(before.message, message);
  const isLast =
    after?.kind !== "message" ||
    after.key === unreadFrom ||
    dayOf(after.at) !== dayOf(message.at) ||
    !standTogether(message, after);
  return { kind: "message", key: message.key, message, isFirst, isLast };
}

const standTogether = (one: MessageItem, next: MessageItem): boolean =>
  one.by === next.by && one.isNotSentHere === next.isNotSentHere && next.at - one.at < groupMs;
