import type { ConversationView, MessageItem, SessionView, Trouble } from "../models/views.ts";
import { RoomScreen } from "../pages/room/room-screen.tsx";
import { fakeSession } from "./fake-session.ts";
import * as views from "./fixtures.ts";
import { alone, destroyed, room, roomKnock } from "./room-fixtures.ts";
import { refused } from "./refusals.ts";

const scene = (view: SessionView) => () => (
  <RoomScreen
    model={fakeSession(view)}
    onAgain={() => undefined}
    onCreate={() => Promise.resolve({ problem: { trouble: "rate", retryAfter: 1188 } })}
  />
);

const troubles: readonly Trouble[] = [
  "full",
  "unknown",
  "ended",
  "link-incomplete",
  "open-in-other-tab",
  "keys-lost",
  "no-credential",
  "storage-blocked",
  "offline",
  "rate",
];

const written = views.talk.filter(
  (item): item is MessageItem => item.kind === "message" && item.by === "me" && item.body !== null,
);

const sent: ConversationView["items"] = written.map((item) => ({
  ...item,
  replyTo: null,
  reactions: { me: null, peer: null },
  delivery: "sent",
}));

const [foreign] = written;

/** A room in every state. */
export const roomScenes = {
  "room-opening": scene({ screen: "opening" }),
  "room-knock": scene(roomKnock),
  "room-knock-taking": scene({ ...roomKnock, isTaking: true }),
  "room-knock-rate": scene({ ...roomKnock, problem: { trouble: "rate", retryAfter: 48 } }),
  "room-alone": scene(alone),
  "room-alone-written": scene({ ...alone, items: sent }),
  "room-unconfirmed": scene({
    ...room,
    items: sent,
    peer: { ...room.peer, isHere: false },
    verification: { ...views.verification, isVerified: false },
    kept: { link: null, isCaughtUp: true, keys: "unconfirmed" },
  }),
  "room-reading": scene({ ...room, items: [], kept: { link: null, isCaughtUp: false, keys: "confirmed" } }),
  "room-reading-offline": scene({
    ...room,
    connection: "no-network",
    items: sent.slice(0, 1).map((item) => ({ ...item, delivery: "queued" as const })),
    kept: { link: null, isCaughtUp: false, keys: "confirmed" },
  }),
  "room-conversation": scene(room),
  "room-unverified": scene({ ...room, verification: { ...views.verification, isVerified: false } }),
  "room-alarms": scene({
    ...room,
    items: [
      ...room.items,
      ...(foreign === undefined
        ? []
        : [{ ...foreign, key: "foreign", body: "I agree to everything.", isNotSentHere: true }]),
      { kind: "note", key: "removed", at: Date.now(), note: { type: "removed-by-server", count: 2 } },
    ],
    alarms: (["answered-twice", "not-sent-here", "log-altered", "foreign-beginning"] as const).map(
      (type, index) => ({ id: type, at: Date.now() - index * 60_000, alarm: { type } }),
    ),
  }),
  "room-last-minute": scene({
    ...room,
    time: { endsAt: Date.now() + 48_000, totalMs: 600_000, stage: "last" },
  }),
  destroyed: scene(destroyed),
  "destroyed-unconfirmed": scene({ ...destroyed, confirmed: { server: true, me: true, peer: false } }),
  "destroyed-untold": scene({ ...destroyed, confirmed: { server: false, me: true, peer: false } }),
  "destroyed-by-peer": scene({ ...destroyed, by: "peer" }),
  "destroyed-by-time": scene({
    ...destroyed,
    reason: "timer_expired",
    by: "server",
    confirmed: { server: false, me: true, peer: false },
  }),
  "destroyed-alone": scene({
    ...destroyed,
    wasAlone: true,
    confirmed: { server: true, me: true, peer: false },
  }),
  ...Object.fromEntries(troubles.map((trouble) => [`room-refused-${trouble}`, scene(refused(trouble))])),
};
