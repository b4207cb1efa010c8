import type { Role } from "@chatorbit/protocol";
import type { Bytes } from "../base/bytes.ts";
import { fail, ProtocolError } from "../base/protocol-error.ts";
import { liveAad, liveLabel, readEnvelope } from "../live/envelope.ts";
import { openBody } from "../live/sealed-body.ts";
import { type Aead, nobleAead } from "../primitives/aead.ts";
import { checkStamp, frankRef, readStamp } from "./franking.ts";

/** One message of a token session, as a person hands it in: with the key of this message and of no other. */
export type LiveReport = {
  readonly envelope: unknown;
  readonly stamp: Bytes;
  readonly mk: Bytes;
  /** What the seal was bound to besides the header; the reporter says it, the signature proves it. */
  readonly sessionId: Bytes;
  readonly senderRole: Role;
  /** The server's own ids: 16 bytes each. */
  readonly conversationId16: Bytes;
  readonly senderId16: Bytes;
};

/** What is proven: this payload was sent by this sender, and passed this server at `atMs`. */
export type ProvenReport = { readonly payload: Bytes; readonly atMs: number };

/**
 * Checks a report in the order that lets each step rest on the one before: stamp, signature, opening.
 * `keyOf` gives the stamping key of a number. Throws frank_stamp (not relayed here as said, or the key is gone)
 * or frank_open (the key does not open what was stamped): the item is then marked as not proven.
 */
export function checkLiveReport(
  report: LiveReport,
  keyOf: (kid: number) => Bytes | undefined,
  aead: Aead = nobleAead,
): ProvenReport {
  const { stamp, mk, sessionId, senderRole, conversationId16, senderId16 } = report;
  const { header, sealed } = readOrFail(report.envelope);
  const fk = keyOf(readStamp(stamp).kid) ?? fail("frank_stamp");
  const ref = frankRef({ flavour: "live", conversationId16, senderId16, ...header });
  const { atMs } = checkStamp(fk, stamp, ref, sealed.signature, sealed.body);
  if (mk.length !== 32 || sessionId.length !== 16 || mk.every((byte) => byte === 0)) fail("frank_open");
  const payload = openBody(mk, liveLabel, liveAad(header, sessionId, senderRole), sealed, aead);
  return payload === null ? fail("frank_open") : { payload, atMs };
}

function readOrFail(envelope: unknown): ReturnType<typeof readEnvelope> {
  try {
    return readEnvelope(envelope);
  } catch (error) {
    throw new ProtocolError("frank_stamp", { cause: error });
  }
}
