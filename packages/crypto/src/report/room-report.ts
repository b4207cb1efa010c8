import type { Role } from "@chatorbit/protocol";
import type { Bytes } from "../base/bytes.ts";
import { type Aead, nobleAead } from "../primitives/aead.ts";
import { keptAad, keptLabel, readKeptEnvelope } from "../room/kept-envelope.ts";
import { checkReported, type KeyOf, type ProvenReport, readReported } from "./check.ts";

/** One kept entry, as a person hands it in. `mk` is made again from the epoch's key, which itself is never handed in. */
export type RoomReport = {
  readonly envelope: unknown;
  readonly stamp: Bytes;
  readonly mk: Bytes;
  /** What the seal was bound to besides the header; the reporter says it, the signature proves it. */
  readonly sid: Bytes;
  readonly senderRole: Role;
  /** The server's own ids: 16 bytes each. */
  readonly conversationId16: Bytes;
  readonly senderId16: Bytes;
};

/**
 * As `checkLiveReport`. The stamp says which seat sent it: both have the epoch's key, and either could have
 * sealed an entry of the other's side.
 */
export function checkRoomReport(report: RoomReport, keyOf: KeyOf, aead: Aead = nobleAead): ProvenReport {
  const { stamp, mk, sid, senderRole, conversationId16, senderId16 } = report;
  const { header, sealed } = readReported(readKeptEnvelope, report.envelope);
  const franked = { flavour: "room", conversationId16, senderId16, ...header } as const;
  const aad = () => keptAad(header, sid, senderRole === "host" ? 0 : 1);
  return checkReported({ franked, sealed, stamp, mk, sealedIn: sid, label: keptLabel, aad }, keyOf, aead);
}
