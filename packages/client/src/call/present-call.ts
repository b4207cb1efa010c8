/** From the state of calls to what a screen shows. */
import {
  type CallState,
  type Consent,
  type Joined,
  ladder,
  obstacle,
  pathOf,
  type Ringing,
} from "@chatorbit/engine/call";
import type { CallPhase, CallView, ConsentView, MineView, StageView } from "../models/call-view.ts";
import type { Said } from "./calls.ts";

export type CallSeen = { readonly notice: Said | null; readonly speaker: string | null };

export const presentCall = (state: CallState, { notice, speaker }: CallSeen): CallView => ({
  ...phaseOf(state),
  mine: mineOf(state, speaker),
  consent: consentOf(state.consent),
  notice,
  isVerified: state.isVerified,
});

function phaseOf(state: CallState): CallPhase {
  const { call } = state;
  switch (call.phase) {
    case "idle":
      return { phase: "idle" };
    case "calling":
      return {
        phase: "calling",
        hasVideo: call.step.is === "preparing" ? call.step.hasVideo : state.media.camera.is !== "off",
        isRinging: call.step.is === "ringing",
        obstacle: obstacle(state),
      };
    case "ringing":
      return ringing(state, call);
    case "connecting":
    case "connected":
      return stage(state, call);
    case "ended": {
      const { why, at, lastedMs, trouble } = call;
      return { phase: "ended", why, at, lastedMs, trouble };
    }
  }
}

const ringing = (state: CallState, { since, theirs, answer }: Ringing): CallPhase => ({
  phase: "ringing",
  since,
  hasVideo: theirs.video,
  showsAddress: ["direct", "address-consent"].includes(pathOf(state)),
  isPathKnown: state.ice.standing === "known",
  isAnswering: answer !== null,
  obstacle: obstacle(state),
});

function stage(state: CallState, joined: Joined): StageView {
  const { phase, connectedAt, verdictAt, recovery, quality, theirs, isRelayOnly } = joined;
  return {
    phase,
    connectedAt,
    ladder: ladder(state) ?? { rungs: [], verdict: null },
    verdictAt,
    recovery: recovery.is,
    quality,
    theirs,
    isRelayOnly,
    choice: state.choice,
    canRelay: pathOf({ ...state, choice: "relay" }) === "relay",
  };
}

const mineOf = ({ media }: CallState, speaker: string | null): MineView => ({
  microphone: media.microphone.is,
  camera: media.camera.is,
  screen: media.screen.is,
  isMuted: media.isMuted,
  chosen: { ...media.chosen, speaker },
  trouble: media.trouble,
});

function consentOf(consent: Consent): ConsentView {
  if (consent.is === "none") return { is: "none" };
  const { is, id, what, by } = consent;
  return { is, id, what, by };
}
