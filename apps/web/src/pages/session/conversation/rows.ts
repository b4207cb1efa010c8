/** The timeline as rows of the list: messages in groups, days, notes and what stands between. Pure. */
import type { ConversationView, Item, MessageItem, Note, Pact } from "../../../models/views.ts";

export type Row =
  | { readonly kind: "intro"; readonly key: string }
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
  "items" | "unreadFrom" | "unreadCount" | "pact" | "mayBringBack" | "peer" | "time"
>;

/** `now` and `dayOf` are arguments so that the same view gives the same rows. */
export function rowsOf(view: Around, now: number, dayOf: (at: number) => string): readonly Row[] {
  const rows: Row[] = [{ kind: "intro", key: "intro" }];
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

  warnBefore(now);
  if (view.mayBringBack) rows.push({ kind: "bringBack", key: "bring-back" });
  if (view.pact !== null) rows.push({ kind: "pact", key: `pact-${view.pact.id}`, pact: view.pact });
  if (view.peer.isTyping) rows.push({ kind: "typing", key: "typing" });
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
  one.by === next.by && next.at - one.at < groupMs;
