/** How much of the own address a call shows (CRYPTO §6 "IP privacy"). */
import type { PeerConfig } from "./effects.ts";
import type { CallState, IceServer } from "./state.ts";

export const hasTurn = (servers: readonly IceServer[]): boolean =>
  servers.some(({ urls }) => urls.some((url) => /^turns?:/i.test(url)));

/** Which way a call may take, or what it waits for. */
export function pathOf(state: CallState): "direct" | "relay" | "address-consent" | "no-relay" {
  const { choice, ice, isVerified, isExposureAgreed } = state;
  const canRelay = hasTurn(ice.servers);
  if (choice === "relay") return canRelay ? "relay" : "no-relay";
  if (choice === "direct") return "direct";
  // Relay only until the words were compared: before, a stranger may be asking for the address.
  if (canRelay) return isVerified ? "direct" : "relay";
  return isExposureAgreed ? "direct" : "address-consent";
}

/** Doubt about the path never shows an address. */
export const configOf = (state: CallState): PeerConfig => ({
  servers: state.ice.servers,
  isRelayOnly: pathOf(state) !== "direct",
});
