import type { Conversation } from "@chatorbit/engine";
import type { CallInput } from "@chatorbit/engine/call";
import { fit, iceAnswer, type IceAnswer, paths } from "@chatorbit/protocol";
import type { Ports } from "../ports.ts";

/** Whose seat asks. */
export type Seated = Pick<Conversation, "token" | "seat">;

/** Servers for finding a path, for this seat (CA3); null when there are none to be had. */
export async function askForIce(
  { request }: Pick<Ports, "request">,
  { token, seat }: Seated,
): Promise<IceAnswer | null> {
  if (seat === null) return null;
  // A seat without a key is a cookie the browser holds.
  const isSeated = seat.key === "";
  const body = isSeated ? { room_id: token } : { token, client_identity: seat.key };
  const reply = await request({ method: "POST", path: paths.ice, body, isSeated }).catch(() => null);
  return reply?.status === 200 ? fit(iceAnswer, reply.body) : null;
}

/** The same as the machine of calls hears it. `expiresAt` by this device's clock. */
export async function fetchIce(ports: Ports, seated: Seated): Promise<CallInput> {
  const answer = await askForIce(ports, seated);
  if (answer === null) return { type: "iceRefused" };
  const { iceServers: servers, expires_at: dies, server_time: said } = answer;
  const expiresAt = dies === null ? null : ports.now() + Date.parse(dies) - Date.parse(said);
  // Credentials that die nobody knows when cannot be renewed in time: as good as none.
  if (Number.isNaN(Date.parse(said)) || Number.isNaN(expiresAt)) return { type: "iceRefused" };
  return { type: "iceServers", servers, expiresAt };
}
