import type { Role } from "@chatorbit/protocol";
import type { Bytes } from "../base/bytes.ts";
import { liveAad, liveLabel, readEnvelope } from "../live/envelope.ts";
import { type Aead, nobleAead } from "../primitives/aead.ts";
import { checkReported, type KeyOf, type ProvenReport, readReported } from "./check.ts";

/** One message of a live channel, as a person hands it in: with the key of this message and of no other. */
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

/**
 * Checks a report: stamp, signature, opening. `keyOf` gives the stamping key of a number. Throws frank_stamp (not
 * relayed here as said, or the key is gone) or frank_open (the key does not open what was stamped): the item is
 * then marked as not proven.
 */
export function checkLiveReport(report: LiveReport, keyOf: KeyOf, aead: Aead = nobleAead): ProvenReport {
  const { stamp, mk, sessionId, senderRole, conversationId16, senderId16 } = report;
  const { header, sealed } = readReported(readEnvelope, report.envelope);
  const franked = { flavour: "live", conversationId16, senderId16, ...header } as const;
  const aad = () => liveAad(header, sessionId, senderRole);
  return checkReported(
    { franked, sealed, stamp, mk, sealedIn: sessionId, label: liveLabel, aad },
    keyOf,
    aead,
  );
}
