/** The device's own sound and pictures: asked for, sent, swapped, lost, stopped (CA5, CA6). */
import type { CallState, DeviceTrouble, Joined, Kind, Media, Source, Tap } from "./state.ts";
import { type CallTurn, effect, joinedOf, nextSerial, notice, say, set, setJoined, sources } from "./turn.ts";

/** Where signals can be lost, the other side does not show a picture that ended for longer than this, ms. */
const mediaAgainMs = 15_000;

const off: Tap = { is: "off" };

export const noMedia: Media = {
  microphone: off,
  camera: off,
  screen: off,
  isMuted: false,
  chosen: { microphone: null, camera: null },
  trouble: null,
};

export const kindOf = (source: Source): Kind => (source === "microphone" ? "audio" : "video");

export function setMedia(turn: CallTurn, change: Partial<Media>): void {
  set(turn, { media: { ...turn.state.media, ...change } });
}

const setTap = (turn: CallTurn, source: Source, tap: Tap): void => setMedia(turn, { [source]: tap });

/** Asks the platform for microphone or camera or both, in one question to the person. */
export function askMedia(turn: CallTurn, wanted: readonly ("microphone" | "camera")[]): void {
  const request = nextSerial(turn);
  for (const source of wanted) setTap(turn, source, { is: "asking", request });
  const { chosen } = turn.state.media;
  effect(turn, {
    type: "getMedia",
    request,
    microphone: wanted.includes("microphone") ? chosen.microphone : false,
    camera: wanted.includes("camera") ? chosen.camera : false,
  });
}

/** Everything that runs or is asked for stops: no light stays on. */
export function stopAllMedia(turn: CallTurn): void {
  const { media } = turn.state;
  const running = sources.filter((source) => media[source].is !== "off");
  if (running.length > 0) effect(turn, { type: "stopMedia", sources: running });
  setMedia(turn, { microphone: off, camera: off, screen: off, isMuted: false });
}

export const isAskedBy = ({ microphone, camera, screen }: Media, request: number): readonly Source[] =>
  Object.entries({ microphone, camera, screen }).flatMap(([source, tap]) =>
    tap.is === "asking" && tap.request === request ? [source as Source] : [],
  );

/** What a request brought. What nobody waits for any more is stopped at once. */
export function gotMedia(turn: CallTurn, request: number, got: readonly Source[]): void {
  const asked = isAskedBy(turn.state.media, request);
  const orphans = got.filter((source) => !asked.includes(source) && turn.state.media[source].is === "off");
  if (orphans.length > 0) effect(turn, { type: "stopMedia", sources: orphans });
  for (const source of asked) {
    setTap(turn, source, got.includes(source) ? { is: "on" } : off);
    if (!got.includes(source)) continue;
    if (turn.state.media.trouble?.source === source) setMedia(turn, { trouble: null });
    if (source === "microphone" && turn.state.media.isMuted) {
      effect(turn, { type: "enable", source, isOn: false });
    }
    attach(turn, source);
  }
  if (asked.length > 0) tellMedia(turn);
}

/** A source that runs goes to the other side; the screen goes before the camera. */
function attach(turn: CallTurn, source: Source): void {
  const joined = joinedOf(turn.state);
  if (joined === null || joined.negotiation.isBroken) return;
  if (source === "camera" && turn.state.media.screen.is === "on") return;
  send(turn, joined, kindOf(source), source);
}

function send(turn: CallTurn, { negotiation, sending }: Joined, kind: Kind, source: Source): void {
  const { gen } = negotiation;
  effect(turn, { type: sending[kind] === null ? "addTrack" : "replaceTrack", gen, kind, source });
  setJoined(turn, { sending: { ...sending, [kind]: source } });
}

/** A new connection sends what runs. */
export function attachAll(turn: CallTurn): void {
  setJoined(turn, { sending: { audio: null, video: null } });
  for (const source of ["microphone", "screen", "camera"] as const) {
    if (turn.state.media[source].is === "on") attach(turn, source);
  }
  const joined = joinedOf(turn.state);
  if (joined === null || joined.sending.audio !== null || joined.sending.video !== null) return;
  effect(turn, { type: "listen", gen: joined.negotiation.gen });
}

/** A source stops; the camera comes back behind a screen that is no longer shown. */
export function stopSource(turn: CallTurn, source: Source): void {
  if (turn.state.media[source].is === "off") return;
  setTap(turn, source, off);
  const joined = joinedOf(turn.state);
  const kind = kindOf(source);
  if (joined !== null && joined.sending[kind] === source && !joined.negotiation.isBroken) {
    if (source === "screen" && turn.state.media.camera.is === "on") send(turn, joined, kind, "camera");
    else {
      effect(turn, { type: "removeTrack", gen: joined.negotiation.gen, kind });
      setJoined(turn, { sending: { ...joined.sending, [kind]: null } });
    }
  }
  effect(turn, { type: "stopMedia", sources: [source] });
  tellMedia(turn);
}

/** What the other side gets now; it cannot tell silence from a muted microphone. */
export function tellMedia(turn: CallTurn): void {
  const joined = joinedOf(turn.state);
  if (joined === null) return;
  const { microphone, isMuted } = turn.state.media;
  const audio = microphone.is === "on" && !isMuted;
  say(turn, { t: "rtc.media", call: joined.call, audio, video: joined.sending.video !== null });
  setJoined(turn, { mediaAgainAt: turn.now + mediaAgainMs });
}

export function mediaDueAt(state: CallState): number | null {
  const joined = joinedOf(state);
  return joined?.phase === "connected" && state.isReachable ? joined.mediaAgainAt : null;
}

export function mediaTicks(turn: CallTurn): void {
  const due = mediaDueAt(turn.state);
  if (due !== null && turn.now >= due) tellMedia(turn);
}

export function mute(turn: CallTurn, isMuted: boolean): void {
  const { media } = turn.state;
  if (media.isMuted === isMuted || media.microphone.is === "off") return;
  setMedia(turn, { isMuted });
  if (media.microphone.is === "on") effect(turn, { type: "enable", source: "microphone", isOn: !isMuted });
  tellMedia(turn);
}

export function camera(turn: CallTurn, isOn: boolean): void {
  const joined = joinedOf(turn.state);
  if (joined === null) return;
  if (!isOn) return stopSource(turn, "camera");
  setJoined(turn, { quality: { ...joined.quality, isAudioOnly: false, run: 0 } });
  if (turn.state.media.camera.is === "off") askMedia(turn, ["camera"]);
}

export function share(turn: CallTurn, isOn: boolean): void {
  if (joinedOf(turn.state) === null) return;
  if (!isOn) return stopSource(turn, "screen");
  if (turn.state.media.screen.is !== "off") return;
  const request = nextSerial(turn);
  setTap(turn, "screen", { is: "asking", request });
  effect(turn, { type: "getScreen", request });
}

/**
 * Another microphone or camera. The old one stops first: many a phone opens one camera at a time,
 * and the sender waits for the new track in place of the old one, so nothing is negotiated.
 */
export function chooseDevice(turn: CallTurn, source: "microphone" | "camera", device: string | null): void {
  const { chosen } = turn.state.media;
  if (chosen[source] === device) return;
  setMedia(turn, { chosen: { ...chosen, [source]: device } });
  // A voice that was lost comes back with the next microphone; a camera only by its own button.
  const isLostVoice = source === "microphone" && joinedOf(turn.state) !== null;
  if (turn.state.media[source].is !== "off" || isLostVoice) askMedia(turn, [source]);
}

/** Pulled out, revoked, or stopped from the browser's own bar. */
export function sourceLost(turn: CallTurn, source: Source): void {
  if (turn.state.media[source].is !== "on") return;
  if (source !== "screen") notice(turn, { type: "device-lost", source });
  if (source !== "microphone") return stopSource(turn, source);
  // A call without a voice is none: whatever microphone is left takes over.
  setMedia(turn, { chosen: { ...turn.state.media.chosen, microphone: null } });
  askMedia(turn, ["microphone"]);
}

/** A request of a running call came to nothing: the call goes on without that source. */
export function refusedInCall(turn: CallTurn, source: Source, why: DeviceTrouble): void {
  const { chosen } = turn.state.media;
  if (source !== "screen" && chosen[source] !== null) {
    // The chosen device does not work: the platform's own choice did before.
    setMedia(turn, { chosen: { ...chosen, [source]: null } });
    notice(turn, { type: "device-trouble", source, why });
    return askMedia(turn, [source]);
  }
  stopSource(turn, source);
  // Closing the picker of what to share is a choice, no trouble.
  if (source === "screen" && why === "refused") return;
  setMedia(turn, { trouble: { source, why } });
  notice(turn, { type: "device-trouble", source, why });
}
