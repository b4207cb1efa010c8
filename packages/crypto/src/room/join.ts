import type { Bytes } from "../base/bytes.ts";
import { fail } from "../base/protocol-error.ts";
import type { Random } from "../base/random.ts";
import { answerH2, dropH2, type H2GuestRun, type H2HostRun, startH2 } from "../handshake/h2.ts";
import type { RoomKeys } from "./link.ts";

/* H2 as a room uses it: once, for epoch 1, under the psk of the link. Whoever gets the link later finds nothing
   that would make, ask for or answer another epoch under it. */

type OfLink = Pick<RoomKeys, "psk" | "sid">;

/** Creator, when the room is made: the offer lies at the server until somebody joins, the run in this device's store. */
export const offerRoom = (
  { psk, sid }: OfLink,
  random: Random,
): { readonly run: H2HostRun; readonly msg1: Bytes } =>
  startH2({ sessionId: sid, psk, base: 0, epoch: 1 }, random);

/**
 * Joiner, at once after its admission. Throws hs_length, hs_mismatch, hs_version, hs_base, hs_mac (not from who
 * has the link), hs_epoch (an offer of another epoch than 1).
 */
export function answerRoom(
  { psk, sid }: OfLink,
  msg1: Bytes,
  random: Random,
): { readonly run: H2GuestRun; readonly msg2: Bytes } {
  const { run, msg2, epoch } = answerH2({ sessionId: sid, psk, base: 0, lastEpoch: 0 }, msg1, random);
  if (epoch === 1) return { run, msg2 };
  dropH2(run);
  return fail("hs_epoch");
}
