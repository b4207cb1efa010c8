import type { ComponentChild } from "preact";
import type { CallView, ConversationView, DeviceTrouble, Notice, Source, Why } from "../models/views.ts";
import { SessionScreen } from "../pages/session/session-screen.tsx";
import {
  calling,
  callView,
  connected,
  connecting,
  ended,
  hidden,
  mine,
  noPath,
  poor,
  ringing,
} from "./call-fixtures.ts";
import { fakeCall } from "./fake-call.ts";
import { fakeSession } from "./fake-session.ts";
import { alarms, conversation } from "./fixtures.ts";
import { Pressed } from "./pressed.tsx";
import type { Scenes } from "./scenes.tsx";

type Shown = Parameters<typeof fakeCall>[1];

const quiet: ConversationView = {
  ...conversation,
  hasCalls: true,
  peer: { isHere: true, isTyping: false, name: null },
};

const call =
  (view: CallView, shown: Shown = {}, around: ConversationView = quiet) =>
  () => <SessionScreen model={fakeSession(around, fakeCall(view, shown))} onAgain={() => undefined} />;

const noCamera = { ...mine, camera: "off" } as const;
const notVerified: ConversationView = {
  ...quiet,
  verification:
    conversation.verification === null ? null : { ...conversation.verification, isVerified: false },
};
const notices: Readonly<Record<string, Notice>> = {
  "lost-camera": { type: "device-lost", source: "camera" },
  "camera-refused": { type: "device-trouble", source: "camera", why: "refused" },
  "stepped-down": { type: "stepped-down" },
  "better-again": { type: "better-again" },
  "description-refused": { type: "description-refused", why: "too-large" },
  "call-elsewhere": { type: "call-elsewhere" },
  "unasked-recording": { type: "unasked-recording" },
};
const troubles: readonly DeviceTrouble[] = ["refused", "missing", "in-use", "insecure", "failed"];
const endings: readonly Why[] = ["missed", "they-declined", "busy", "no-answer", "peer-lost-call"];

const troubleOf = (source: Source, why: DeviceTrouble) =>
  callView(
    { ...ended, why: "no-devices", lastedMs: null, trouble: why },
    { mine: { ...noCamera, microphone: "off", trouble: { source, why } } },
  );

const pressed = (button: string, scene: () => ComponentChild) => () => (
  <Pressed button={button}>{scene()}</Pressed>
);

/** Every state a call can show. */
export const callScenes: Scenes = {
  "call-incoming": call(callView(ringing)),
  "call-incoming-voice": call(callView({ ...ringing, hasVideo: false, showsAddress: false })),
  "call-incoming-unverified": call(
    callView({ ...ringing, isPathKnown: false }, { isVerified: false }),
    {},
    notVerified,
  ),
  "call-incoming-exposed": call(callView(ringing, { isVerified: false }), {}, notVerified),
  "call-answering-no-microphone": call(
    callView(ringing, {
      mine: {
        ...noCamera,
        microphone: "off",
        trouble: { source: "microphone", why: "refused" },
      },
    }),
  ),
  "call-answering-devices": call(callView({ ...ringing, isAnswering: true, obstacle: "devices" })),
  "call-answering-address": call(callView({ ...ringing, isAnswering: true, obstacle: "address-consent" })),
  "call-preparing-devices": call(callView({ ...calling, obstacle: "devices" }, { mine: noCamera })),
  "call-preparing-servers": call(callView({ ...calling, obstacle: "servers" })),
  "call-preparing-address": call(callView({ ...calling, obstacle: "address-consent" })),
  "call-preparing-no-relay": call(callView({ ...calling, obstacle: "no-relay" })),
  "call-ringing": call(callView({ ...calling, isRinging: true })),
  "call-ringing-voice": call(callView({ ...calling, hasVideo: false, isRinging: true }, { mine: noCamera })),
  "call-ladder": call(callView(connecting)),
  "call-ladder-hidden": call(callView({ ...connecting, ladder: hidden }, { mine: noCamera })),
  "call-ladder-no-path": call(
    callView({ ...connecting, ladder: noPath, verdictAt: null, recovery: "stuck" }),
  ),
  "call-ladder-trying-on": call(
    callView({ ...connecting, ladder: noPath, verdictAt: null, recovery: "pausing" }),
  ),
  "call-video": call(callView(connected)),
  "call-video-unverified": call(callView(connected, { isVerified: false }), {}, notVerified),
  "call-screen": call(callView(connected), { remote: "screen" }),
  "call-sharing": call(callView(connected, { mine: { ...noCamera, screen: "on" } })),
  "call-muted": call(
    callView(
      { ...connected, theirs: { audio: false, video: true } },
      { mine: { ...noCamera, isMuted: true } },
    ),
  ),
  "call-voice": call(callView({ ...connected, theirs: { audio: true, video: false } }, { mine: noCamera }), {
    remote: "none",
  }),
  "call-poor": call(callView({ ...poor, theirs: { audio: true, video: false } }, { mine: noCamera })),
  "call-shaky": call(callView({ ...connected, recovery: "shaky" })),
  "call-restarting": call(callView({ ...connected, phase: "connecting", recovery: "trying" })),
  "call-rebuilding": call(callView({ ...connected, phase: "connecting", recovery: "pausing" })),
  "call-stuck": call(callView({ ...connected, phase: "connecting", recovery: "stuck" })),
  "call-recording-asked": call(
    callView(connected, { consent: { is: "asked", id: "1", what: "recording", by: "peer" } }),
  ),
  "call-recording-waiting": call(
    callView(connected, { consent: { is: "asked", id: "1", what: "recording", by: "me" } }),
  ),
  "call-recording-agreed": call(
    callView(connected, { consent: { is: "agreed", id: "1", what: "recording", by: "peer" } }),
  ),
  "call-recording-me": call(
    callView(connected, { consent: { is: "on", id: "1", what: "recording", by: "me" } }),
  ),
  "call-recording-peer": call(
    callView(connected, { consent: { is: "on", id: "1", what: "recording", by: "peer" } }),
  ),
  "transcript-ask": pressed(
    "aside section:nth-of-type(2) > div > div ~ div > button",
    call(callView({ phase: "idle" })),
  ),
  "transcript-asked": call(
    callView({ phase: "idle" }, { consent: { is: "asked", id: "1", what: "transcript", by: "peer" } }),
  ),
  "transcript-waiting": call(
    callView({ phase: "idle" }, { consent: { is: "asked", id: "1", what: "transcript", by: "me" } }),
  ),
  "call-voice-sharing": call(
    callView(
      { ...connected, theirs: { audio: true, video: false } },
      { mine: { ...noCamera, screen: "on" } },
    ),
    { remote: "none" },
  ),
  "call-ended-left": call(callView({ ...ended, why: "peer-lost-call" })),
  "call-ended": call(callView(ended)),
  ...Object.fromEntries(
    endings.map((why) => [`call-ended-${why}`, call(callView({ ...ended, why, lastedMs: null }))]),
  ),
  ...Object.fromEntries(troubles.map((why) => [`call-trouble-${why}`, call(troubleOf("microphone", why))])),
  ...Object.fromEntries(
    Object.entries(notices).map(([name, notice]) => [
      `call-notice-${name}`,
      call(
        callView(connected, {
          notice: { id: 1, notice },
          mine:
            name === "camera-refused" ? { ...noCamera, trouble: { source: "camera", why: "refused" } } : mine,
        }),
      ),
    ]),
  ),
  "call-coming": () => <SessionScreen model={fakeSession(quiet)} onAgain={() => undefined} />,
  "call-put-away": pressed("dialog[open] > div:last-child > button:nth-child(2)", call(callView(ringing))),
  "call-quality": pressed("[data-stage] button[aria-expanded]", call(callView(connected))),
  "call-quality-unverified": pressed(
    "[data-stage] button[aria-expanded]",
    call(callView({ ...poor, choice: "relay" }, { isVerified: false }), {}, notVerified),
  ),
  "call-devices": pressed('[data-controls] [aria-haspopup="dialog"]', call(callView(connected))),
  "call-record": pressed(
    '[data-controls] [aria-haspopup="dialog"] ~ [aria-haspopup="dialog"]',
    call(callView(connected)),
  ),
  "call-news": call(
    callView(connected),
    {},
    {
      ...quiet,
      alarms: alarms.slice(0, 2),
      pact: {
        id: "p",
        act: "extend",
        by: "peer",
        seconds: 900,
        isUnderway: false,
        until: Date.now() + 60_000,
      },
    },
  ),
  "call-chat": pressed("[data-controls] > button:nth-last-of-type(2)", call(callView(connected))),
  "call-not-possible": () => (
    <SessionScreen
      model={fakeSession({ ...quiet, hasCalls: false, mayCall: false })}
      onAgain={() => undefined}
    />
  ),
};
