import type { ComponentChild } from "preact";
import type { EndReason } from "@chatorbit/protocol";
import type { HomeModel, HomeView, SessionView } from "../models/views.ts";
import { Crash } from "../pages/missing/crash.tsx";
import { ConsentDialog } from "../pages/consent/consent-dialog.tsx";
import { LandingScreen } from "../pages/landing/landing-screen.tsx";
import { SessionScreen } from "../pages/session/session-screen.tsx";
import { callScenes } from "./call-scenes.tsx";
import { checkScenes } from "./check-scenes.tsx";
import { fileScenes } from "./file-scenes.tsx";
import { fakeSession } from "./fake-session.ts";
import * as views from "./fixtures.ts";
import { refused, troubles } from "./refusals.ts";
import { roomScenes } from "./room-scenes.tsx";

/** A scene's picture, by the name the gallery and the tests know it by. */
export type Scenes = Readonly<Record<string, () => ComponentChild>>;

const session = (view: SessionView) => () => (
  <SessionScreen model={fakeSession(view)} onAgain={() => undefined} />
);

const quiet: HomeView = {
  openInvites: [],
  openRooms: [],
  isStarting: false,
  problem: null,
  isCreatingRoom: false,
  roomProblem: null,
};

const home = (view: Partial<HomeView>): HomeModel => {
  const snapshot = { ...quiet, ...view };
  return {
    snapshot: () => snapshot,
    subscribe: () => () => undefined,
    start: () => Promise.resolve(null),
    join: () => ({ trouble: "secret-missing" }),
    forgetInvite: () => Promise.resolve(),
    createRoom: () => Promise.resolve(null),
  };
};

const openInvites = ["7KQF2M9XTRW4", "ABCD1234WXYZ"].map((token, index) => ({
  token,
  createdAt: Date.now() - 3_600_000 * (index + 1),
  validUntil: Date.now() + 80_000_000 * (index + 1),
  path: `/session/${token}`,
}));

const openRooms = [7, 350].map((minutes, index) => ({
  room: String(index),
  endsAt: Date.now() + minutes * 60_000,
  path: `/room/${index}`,
}));

const { knock, waiting, securing, conversation, unverified, ended, verification } = views;
const endings: readonly EndReason[] = ["manually_ended", "burned", "moved", "unused", "admin"];

export const scenes: Scenes = {
  landing: () => <LandingScreen home={home({})} />,
  "landing-limits": () => <LandingScreen home={home({})} areLimitsOpen />,
  "landing-invites": () => <LandingScreen home={home({ openInvites })} />,
  "landing-problem": () => <LandingScreen home={home({ problem: { trouble: "rate", retryAfter: 1188 } })} />,
  "landing-starting": () => <LandingScreen home={home({ isStarting: true })} />,
  "landing-rooms": () => <LandingScreen home={home({ openRooms })} />,
  "landing-room-time": () => <LandingScreen home={home({})} isRoomTimeOpen />,
  "landing-room-problem": () => (
    <LandingScreen home={home({ roomProblem: { trouble: "rate", retryAfter: 1188 } })} />
  ),
  "landing-room-full": () => <LandingScreen home={home({})} news="room-full" />,
  "landing-room-not-found": () => <LandingScreen home={home({})} news="room-not-found" />,
  "landing-destroyed": () => <LandingScreen home={home({})} news="destroyed" />,
  consent: () => <ConsentDialog onAgree={() => undefined} onClose={() => undefined} />,
  opening: session({ screen: "opening" }),
  knock: session(knock),
  "knock-away": session({ ...knock, isHostHere: false }),
  "knock-own": session({ ...knock, isOwnInvite: true }),
  "knock-taking": session({ ...knock, isTaking: true }),
  "knock-full": session({ ...knock, problem: { trouble: "full", retryAfter: null } }),
  "knock-rate": session({ ...knock, problem: { trouble: "rate", retryAfter: 48 } }),
  "knock-no-code": session({ ...knock, problem: { trouble: "secret-missing", retryAfter: null } }),
  waiting: session(waiting),
  "waiting-offline": session({ ...waiting, connection: "no-network" }),
  "waiting-alarm": session({ ...waiting, alarms: views.alarms.slice(1, 4) }),
  "waiting-again": session({ ...waiting, time: conversation.time }),
  securing: session(securing),
  "securing-away": session({
    ...securing,
    isPeerHere: false,
    steps: securing.steps.map((step, index) => ({
      ...step,
      state: index === 0 ? "done" : index === 1 ? "now" : "later",
      at: index === 0 ? step.at : null,
    })),
  }),
  "securing-guesses": session({
    ...securing,
    role: "host",
    guessesSpent: 2,
    nextTryAt: Date.now() + 40_000,
    invite: views.invite,
    alarms: views.alarms.slice(1, 2),
  }),
  conversation: session(conversation),
  "conversation-unverified": session(unverified),
  "conversation-empty": session({
    ...unverified,
    items: [],
    peer: { isHere: true, isTyping: false, name: null },
  }),
  "conversation-notes": session(views.notes),
  "conversation-voice": session(views.spoken),
  "conversation-last-minute": session(views.lastMinute),
  "conversation-leap": session({
    ...conversation,
    pact: { id: "l", act: "leap", by: "peer", seconds: null, isUnderway: false, until: Date.now() + 50_000 },
  }),
  "conversation-asked": session({
    ...conversation,
    time: { ...conversation.time, endsAt: Date.now() + 270_000, stage: "warn" },
    pact: { id: "e", act: "extend", by: "me", seconds: 900, isUnderway: false, until: Date.now() + 50_000 },
  }),
  "conversation-leaping": session({
    ...conversation,
    pact: { id: "u", act: "leap", by: "me", seconds: null, isUnderway: true, until: Date.now() + 50_000 },
  }),
  "conversation-renewing": session({ ...conversation, verification: null }),
  "conversation-alarms": session({ ...conversation, alarms: views.alarms }),
  "conversation-alarm": session({ ...conversation, alarms: views.alarms.slice(2, 3) }),
  "conversation-many": session(views.many),
  verify: session({ ...unverified, verification: { ...verification, isVerified: false, isOpen: true } }),
  ...checkScenes,
  ended: session(ended),
  "ended-unconfirmed": session({
    ...ended,
    reason: "manually_ended",
    by: "me",
    confirmed: { server: false, me: true, peer: false },
    receipt: { ...ended.receipt, wasVerified: false, purgedBy: null },
  }),
  "ended-by-me": session({ ...ended, reason: "manually_ended", by: "me" }),
  "ended-by-peer": session({ ...ended, reason: "manually_ended", by: "peer" }),
  "ended-alone": session({
    ...ended,
    reason: "manually_ended",
    by: "me",
    wasAlone: true,
    receipt: { ...ended.receipt, startedAt: null },
  }),
  ...Object.fromEntries(
    endings.map((reason) => [
      `ended-${reason}`,
      session({
        ...ended,
        reason,
        wasAlone: reason === "unused",
        receipt: { ...ended.receipt, startedAt: reason === "unused" ? null : ended.receipt.startedAt },
      }),
    ]),
  ),
  ...Object.fromEntries(troubles.map((trouble) => [`refused-${trouble}`, session(refused(trouble))])),
  ...callScenes,
  ...fileScenes,
  ...roomScenes,
  crash: () => <Crash onHome={() => undefined} />,
};

/** Every name the gallery shows, as `/gallery#/<name>`. */
export const sceneNames: readonly string[] = Object.keys(scenes);
