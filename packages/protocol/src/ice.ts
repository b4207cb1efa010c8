/** Servers that help two devices find a path for a call: `POST /api/ice` (CA3). */
import { v } from "./schema.ts";
import { roomId, seatKey, token } from "./up.ts";

const instant = v.pipe(v.string(), v.isoTimestamp());

/** The seat that wants to call; the key of a room's seat comes by cookie. */
export const iceBody = v.union([
  v.object({ token, client_identity: seatKey }),
  v.object({ room_id: roomId }),
]);

/** As `RTCPeerConnection` takes it. */
const iceServer = v.object({
  urls: v.array(v.string()),
  username: v.exactOptional(v.string()),
  credential: v.exactOptional(v.string()),
});

/** `unroutable`: the URL is left out. `only-…`: the list suits one kind of network only. */
export const iceWarnings = ["unroutable", "only-ipv4", "only-ipv6"] as const;

export const iceAnswer = v.object({
  iceServers: v.array(iceServer),
  /** When the credentials die; null when nothing in the list does. */
  expires_at: v.nullable(instant),
  /** What `expires_at` is to be measured against. */
  server_time: instant,
  /** What the operator should mend, for the page that checks calls. */
  warnings: v.array(v.object({ code: v.picklist(iceWarnings), url: v.exactOptional(v.string()) })),
});

export type IceAnswer = v.InferOutput<typeof iceAnswer>;
export type IceWarning = IceAnswer["warnings"][number];
