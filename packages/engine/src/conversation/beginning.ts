import { noCountdown } from "../countdown.ts";
import { link } from "../link.ts";
import { emptyOutbox } from "../outbox.ts";
import { nothingAgreed } from "../pact.ts";
import { noVoices } from "../voice.ts";
import type { Channel } from "./channel.ts";
import type { Cap, Conversation, Traits } from "./state.ts";

const ofCode: Traits = { isKept: false, canExtend: true, canLeap: true, canReseat: true };
const ofLink: Traits = { isKept: true, canExtend: false, canLeap: false, canReseat: false };

/** A page that has just been opened. */
export function beginning(token: string, myCaps: readonly Cap[], channel: Channel): Conversation {
  return {
    token,
    traits: channel.is === "kept" ? ofLink : ofCode,
    phase: "opening",
    problem: null,
    seat: null,
    isMaker: false,
    isOwnInvite: false,
    isSuccessor: false,
    facts: null,
    status: null,
    skew: 0,
    conv: null,
    link: link.initial,
    lineWordAt: null,
    isLineDown: false,
    isPeerHere: false,
    peerAwaySince: null,
    peerBackAt: null,
    isLeaveTold: false,
    joinAgainAt: null,
    channel,
    outbox: emptyOutbox,
    timeline: [],
    voices: noVoices,
    early: [],
    heardSignals: [],
    countdown: noCountdown(0),
    stage: "calm",
    agreed: nothingAgreed,
    pact: null,
    asked: [],
    takenBack: [],
    untold: [],
    leap: null,
    formerLeap: null,
    isVerified: false,
    comparedEp: null,
    doesPeerSayVerified: false,
    sheetUntil: null,
    sheetSas: null,
    isReopened: false,
    peerTypingUntil: null,
    peerTypedAt: 0,
    peerNamedAt: 0,
    peerNames: [],
    saidTypingAt: null,
    myName: null,
    peerName: null,
    peerBuild: null,
    myCaps,
    peerCaps: [],
    alarms: [],
    sent: 0,
    received: 0,
    isAttending: false,
    unread: [],
    unreadFrom: null,
    lastTs: 0,
    mayBringBack: false,
    historyUntil: null,
    historyGivenAt: null,
    serial: 0,
    over: null,
  };
}
