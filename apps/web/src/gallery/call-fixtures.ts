import type { CallPhase, CallView, StageView } from "../models/views.ts";

type Rest = Pick<CallView, "mine" | "consent" | "notice" | "isVerified">;
type RungOf = StageView["ladder"]["rungs"][number];

export const mine: CallView["mine"] = {
  microphone: "on",
  camera: "on",
  screen: "off",
  isMuted: false,
  chosen: { microphone: null, camera: null, speaker: null },
  trouble: null,
};

const rest: Rest = { mine, consent: { is: "none" }, notice: null, isVerified: true };

export const callView = (phase: CallPhase, more: Partial<Rest> = {}): CallView => ({
  ...phase,
  ...rest,
  ...more,
});

const rung = (name: RungOf["name"], standing: RungOf["standing"], reason: RungOf["reason"]): RungOf => ({
  name,
  standing,
  reason,
});

export const looking: StageView["ladder"] = {
  rungs: [
    rung("direct", "trying", "looking"),
    rung("turn-udp", "failed", "unreachable"),
    rung("turn-tcp", "trying", "relay-open"),
    rung("turn-tls", "trying", "asking-relay"),
    rung("audio-only", "waiting", "looking"),
    rung("voice-message", "waiting", "looking"),
  ],
  verdict: null,
};

export const hidden: StageView["ladder"] = {
  rungs: [
    rung("direct", "left-out", "hides-address"),
    rung("turn-udp", "failed", "credentials-refused"),
    rung("turn-tcp", "left-out", "not-offered"),
    rung("turn-tls", "trying", "asking-relay"),
    rung("audio-only", "waiting", "looking"),
    rung("voice-message", "waiting", "looking"),
  ],
  verdict: null,
};

export const noPath: StageView["ladder"] = {
  rungs: [
    rung("direct", "failed", "no-answer"),
    rung("turn-udp", "failed", "unreachable"),
    rung("turn-tcp", "failed", "no-answer"),
    rung("turn-tls", "failed", "unreachable"),
    rung("audio-only", "waiting", "looking"),
    rung("voice-message", "here", "no-path"),
  ],
  verdict: "voice-message",
};

const sample = {
  rttMs: 24,
  lossShare: 0.002,
  bitrate: 1_840_000,
  path: "direct",
  relayProtocol: null,
} as const;

export const connected: StageView = {
  phase: "connected",
  connectedAt: Date.now() - 727_000,
  ladder: { rungs: [], verdict: "direct" },
  verdictAt: null,
  recovery: "fine",
  quality: { grade: "good", last: sample, run: 5, isAudioOnly: false },
  theirs: { audio: true, video: true },
  isRelayOnly: false,
  choice: null,
  canRelay: true,
};

export const poor: StageView = {
  ...connected,
  quality: {
    grade: "poor",
    last: { rttMs: 860, lossShare: 0.13, bitrate: 64_000, path: "relayed", relayProtocol: "tls" },
    run: 1,
    isAudioOnly: true,
  },
};

export const connecting: StageView = {
  ...connected,
  phase: "connecting",
  connectedAt: null,
  ladder: looking,
  verdictAt: Date.now() + 3_000,
  recovery: "trying",
  quality: { grade: "unknown", last: null, run: 0, isAudioOnly: false },
};

export const ringing: Extract<CallPhase, { phase: "ringing" }> = {
  phase: "ringing",
  since: Date.now() - 12_000,
  hasVideo: true,
  showsAddress: true,
  isPathKnown: true,
  isAnswering: false,
  obstacle: null,
};

export const calling: Extract<CallPhase, { phase: "calling" }> = {
  phase: "calling",
  hasVideo: true,
  isRinging: false,
  obstacle: null,
};

export const ended: Extract<CallPhase, { phase: "ended" }> = {
  phase: "ended",
  why: "they-hung-up",
  at: Date.now(),
  lastedMs: 727_000,
  trouble: null,
};
