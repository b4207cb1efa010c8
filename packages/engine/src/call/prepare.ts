/** Between a press and the first word to the other side: devices, servers, and consent to be seen. */
import { askMedia, isAskedBy, refusedInCall, setMedia, stopAllMedia } from "./media.ts";
import { pathOf } from "./path.ts";
import { wantIce } from "./servers.ts";
import type { CallState, DeviceTrouble, Obstacle, Preparing } from "./state.ts";
import { type CallTurn, effect, joinedOf, notice, preparingOf } from "./turn.ts";

/** A question to the person or the platform stays open this long, ms. */
export const prepareWithinMs = 60_000;

export function prepare(turn: CallTurn, hasVideo: boolean): Preparing {
  setMedia(turn, { trouble: null, isMuted: false });
  askMedia(turn, hasVideo ? ["microphone", "camera"] : ["microphone"]);
  wantIce(turn);
  return { is: "preparing", hasVideo, until: turn.now + prepareWithinMs };
}

/** What keeps the call from going on, for the screen to name, or null. */
export function obstacle(state: CallState): Obstacle | null {
  if (preparingOf(state) === null) return null;
  const { media, ice } = state;
  if (media.microphone.is !== "on" || media.camera.is === "asking") return "devices";
  if (ice.standing === "asking" || ice.standing === "unknown") return "servers";
  const path = pathOf(state);
  return path === "address-consent" || path === "no-relay" ? path : null;
}

/** What follows when not even a microphone was given. */
type NoDevices = (turn: CallTurn, why: DeviceTrouble) => void;

export function mediaRefused(
  turn: CallTurn,
  request: number,
  why: DeviceTrouble,
  noDevices: NoDevices,
): void {
  const asked = isAskedBy(turn.state.media, request);
  const [source] = asked;
  if (source === undefined) return;
  if (asked.length > 1 && why !== "insecure") {
    // The platform refuses both together without saying which: the voice alone may be allowed.
    setMedia(turn, { camera: { is: "off" }, trouble: { source: "camera", why } });
    effect(turn, { type: "stopMedia", sources: ["camera"] });
    notice(turn, { type: "device-trouble", source: "camera", why });
    return askMedia(turn, ["microphone"]);
  }
  if (joinedOf(turn.state) !== null || !asked.includes("microphone")) {
    for (const one of asked) refusedInCall(turn, one, why);
    return;
  }
  stopAllMedia(turn);
  setMedia(turn, { trouble: { source: "microphone", why } });
  notice(turn, { type: "device-trouble", source: "microphone", why });
  noDevices(turn, why);
}
