import { expect, test } from "bun:test";
import type { ConversationView, Item, MessageItem } from "../../../models/views.ts";
import { localDay } from "./local-day.ts";
import { rowsOf } from "./rows.ts";

const minute = 60_000;
const dayMs = 24 * 60 * minute;
const dayOf = (at: number) => String(Math.floor(at / dayMs));

const message = (key: string, by: "me" | "peer", at: number): MessageItem => ({
  kind: "message",
  key,
  id: key,
  by,
  at,
  body: key,
  voice: null,
  file: null,
  replyTo: null,
  reactions: { me: null, peer: null },
  delivery: by === "me" ? "sent" : null,
  isPeersCopy: false,
  isNotSentHere: false,
});

const around = (items: readonly Item[]) => ({
  items,
  unreadFrom: null,
  unreadCount: 0,
  pact: null,
  mayBringBack: false,
  peer: { isHere: true, isTyping: false, name: null },
  time: { endsAt: 100 * dayMs, totalMs: 60 * minute, stage: "calm" as const },
  kept: null as ConversationView["kept"],
});

const shape = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) =>
    row.kind === "message"
      ? `${row.key}${row.isFirst ? " first" : ""}${row.isLast ? " last" : ""}`
      : row.kind,
  );

test("[UX] messages of one side stand together until five minutes pass", () => {
  const items = [
    message("a", "peer", 0),
    message("b", "peer", minute),
    message("c", "me", minute),
    message("d", "me", 7 * minute),
  ];
  expect(shape(rowsOf(around(items), 0, dayOf))).toEqual([
    "intro",
    "a first",
    "b last",
    "c first last",
    "d first last",
  ]);
});

test("[UX] a new day and unread messages break a group", () => {
  const items = [
    message("a", "peer", dayMs - minute),
    message("b", "peer", dayMs + minute),
    message("c", "peer", dayMs + 2 * minute),
  ];
  const view = { ...around(items), unreadFrom: "c", unreadCount: 1 };
  expect(shape(rowsOf(view, 0, dayOf))).toEqual([
    "intro",
    "a first last",
    "day",
    "b first last",
    "unread",
    "c first last",
  ]);
});

test("[TS7] the warnings stand where their moment was", () => {
  const items = [message("a", "me", 54 * minute), message("b", "me", 56 * minute)];
  const time = { endsAt: 60 * minute, totalMs: 60 * minute, stage: "warn" as const };
  const at = (now: number) => shape(rowsOf({ ...around(items), time }, now, dayOf));
  expect(at(54 * minute)).toEqual(["intro", "a first", "b last"]);
  expect(at(57 * minute)).toEqual(["intro", "a first", "warning", "b first last"]);
  expect(at(59.5 * minute)).toEqual(["intro", "a first", "warning", "b first last", "warning"]);
});

test("[SR1] the invitation stands in the room's place until somebody came by its link", () => {
  const view = { ...around([]), kept: { link: "l", isCaughtUp: true, keys: "alone" as const } };
  expect(shape(rowsOf(view, 0, dayOf))).toEqual(["invite"]);
  expect(shape(rowsOf({ ...view, kept: { ...view.kept, link: null } }, 0, dayOf))).toEqual(["intro"]);
  const answered = { ...view, kept: { ...view.kept, keys: "unconfirmed" as const } };
  expect(shape(rowsOf(answered, 0, dayOf))).toEqual(["intro", "unconfirmed"]);
});

test("[SR4] while a room is read only what waits here is shown", () => {
  const waits = { ...message("c", "me", 2), delivery: "queued" as const };
  const view = {
    ...around([message("a", "peer", 0), message("b", "me", 1), waits]),
    kept: { link: null, isCaughtUp: false, keys: "confirmed" as const },
  };
  expect(shape(rowsOf(view, 0, dayOf, true))).toEqual(["reading", "c first last"]);
  expect(shape(rowsOf(view, 0, dayOf))).toEqual(["intro", "a first last", "b first", "c last"]);
});

test("[SR4] what this device never sent stands in no group with what it sent", () => {
  const items = [message("a", "me", 0), { ...message("b", "me", 1), isNotSentHere: true }];
  expect(shape(rowsOf(around(items), 0, dayOf))).toEqual(["intro", "a first last", "b first last"]);
});

test("[UX] ten thousand messages become rows in one go", () => {
  const items = Array.from({ length: 10_000 }, (_, index) =>
    message(`m${index}`, index % 3 === 0 ? "me" : "peer", index * 1000),
  );
  expect(rowsOf(around(items), 0, dayOf).filter(({ kind }) => kind === "message").length).toBe(10_000);
});

test("[UX] a local day begins at its midnight", () => {
  const day = localDay();
  const noon = new Date(2026, 10, 20, 12).getTime();
  expect(day(noon)).toBe(day(new Date(2026, 10, 20, 0).getTime()));
  expect(day(noon)).not.toBe(day(new Date(2026, 10, 21, 0).getTime()));
  expect(day(noon)).toBe(day(new Date(2026, 10, 20, 23, 59).getTime()));
});
