/* What the rest of the product may use. README.md says in which order and with which duties. */
export { concat, equalBytes, wipe } from "./base/bytes.ts";
export type { Bytes } from "./base/bytes.ts";
export { fromBase64, fromBase64Url, toBase64, toBase64Url } from "./base/base64.ts";
export { fromHex, toHex } from "./base/hex.ts";
export { u8, u32, u64 } from "./base/integers.ts";
export { lv, lvCat } from "./base/lv.ts";
export { ProtocolError } from "./base/protocol-error.ts";
export type { Failure } from "./base/protocol-error.ts";
export { assertRandom } from "./base/random.ts";
export type { Random } from "./base/random.ts";
export { SpentError } from "./base/spent.ts";
export { utf8Decode, utf8Encode } from "./base/utf8.ts";
export { bytesToUuid, isUuid, newUuid, uuidToBytes } from "./base/uuid.ts";

export { nobleAead } from "./primitives/aead.ts";
export type { Aead } from "./primitives/aead.ts";
export { extract512, hmac256, kdf256, kdf512, mac256, sha256, sha512 } from "./primitives/kdf.ts";

export { checkSecret, checkSymbol, formatCode, isToken, newSecret, parseJoinCode } from "./invite/invite.ts";
export type { JoinCode, ParsedCode } from "./invite/invite.ts";
export {
  charge,
  isBurned,
  isLikelyAttack,
  maxGuesses,
  newBudget,
  readBudget,
  refund,
  silentAfterMs,
  waitBeforeMs,
} from "./invite/budget.ts";
export type { GuessBudget } from "./invite/budget.ts";

export { dropKeys } from "./handshake/epoch-keys.ts";
export type { EpochKeys } from "./handshake/epoch-keys.ts";
export type { Confirmed } from "./handshake/confirm.ts";
export { acceptH1, answerH1, dropH1, finishH1, startH1 } from "./handshake/h1.ts";
export type { H1GuestRun, H1HostRun } from "./handshake/h1.ts";
export type { Terms } from "./handshake/h1-messages.ts";
export { askH2, askMacKey, readAskH2, readAskWithMacKey } from "./handshake/ask.ts";
export type { Ask, Asking } from "./handshake/ask.ts";
export {
  acceptH2,
  answerH2,
  dropH2,
  finishH2,
  isValidAnswer,
  startH2,
  unconfirmedEpochKey,
  witnessOf,
} from "./handshake/h2.ts";
export type { H2Answering, H2GuestRun, H2HostRun, H2Offering, H2Witness } from "./handshake/h2.ts";
export {
  h2GuestRunFromRecord,
  h2GuestRunToRecord,
  h2HostRunFromRecord,
  h2HostRunToRecord,
  h2WitnessFromRecord,
  h2WitnessToRecord,
} from "./handshake/h2-record.ts";
export type { H2GuestRunRecord, H2HostRunRecord, H2WitnessRecord } from "./handshake/h2-record.ts";
export { leapPsk, leapSessionId } from "./handshake/leap.ts";
export * from "./handshake/limits.ts";
export {
  dropPsks,
  guestConfirmed,
  hostAccepted,
  hostOpenedUnder,
  hostPskOf,
  isAskOfFormer,
  newGuestPsk,
  newHostPsks,
  offerEpoch,
} from "./handshake/ratchet.ts";
export type { GuestPsk, HostPsks } from "./handshake/ratchet.ts";
export {
  guestPskFromRecord,
  guestPskToRecord,
  hostPsksFromRecord,
  hostPsksToRecord,
} from "./handshake/ratchet-record.ts";
export type { HeldRecord, HostPsksRecord } from "./handshake/ratchet-record.ts";

export type { LiveEnvelope, LiveType } from "./live/envelope.ts";
export { dropSending, seal, startSending } from "./live/send.ts";
export type { LiveMessage, Sealed, SendChain } from "./live/send.ts";
export {
  dropReceiving,
  expire,
  failuresInLastMinute,
  maxSkipped,
  maxSkippedWhileGuarded,
  open,
  skippedKeyMs,
  startReceiving,
} from "./live/receive.ts";
export type { NotOpened, Opened, ReceiveChain } from "./live/receive.ts";
export { alarmAfterFailures } from "./live/failures.ts";
export { ackOf, covers, idleAckMs, isAckFull, maxAckRanges, readAck, resendAfterMs } from "./live/ack.ts";
export type { Ack } from "./live/ack.ts";
export type { Range } from "./live/ranges.ts";
export { maxPayload, paddedSize, paddedSizes } from "./live/pad.ts";

export {
  dropRoomKeys,
  formatRoomFragment,
  newRoomKey,
  parseRoomFragment,
  roomEpochZero,
  roomKeyLength,
  roomKeys,
} from "./room/link.ts";
export type { RoomKeys } from "./room/link.ts";
export { signJoin, verifyJoin } from "./room/admission.ts";
export { answerRoom, offerRoom } from "./room/join.ts";
export type { KeptDirection, KeptEnvelope, KeptType } from "./room/kept-envelope.ts";
export { dropKept, keptEpoch, keptKeyOf, noPrev, openKept, sealKept, startKept } from "./room/kept.ts";
export type {
  KeptKeys,
  KeptOpened,
  KeptOpening,
  KeptRefused,
  KeptSealed,
  KeptSealing,
  KeptStream,
} from "./room/kept.ts";
export {
  isEntryHash,
  isInst,
  isSeen,
  maxSeen,
  missingOf,
  newStreams,
  readClaims,
  readSeen,
  readStream,
  seenOf,
} from "./room/streams.ts";
export type { KeptStreams, MissingEntries, SeenStream, StreamEntry, StreamFinding } from "./room/streams.ts";
export { isFreshSignal, markSignal, signalLifeMs } from "./room/signals.ts";
export type { SignalMark } from "./room/signals.ts";
export { coveredByZeroSeal, readZeroSeal, zeroSeal } from "./room/zero-seal.ts";
export type { StreamHead, ZeroEntry, ZeroPlace } from "./room/zero-seal.ts";

export { chunkHash, fileKey, fileRoot, isFileShape, joinFile, openChunk, sealFile } from "./file/file.ts";
export type { FileShape, SealedFile } from "./file/file.ts";
export { chunkBytes, chunkCount, chunkLength, chunkOverhead, padme } from "./file/padme.ts";

export { safetyWords } from "./safety/sas.ts";
export type { SafetyWords } from "./safety/sas.ts";
export { sasEmoji } from "./safety/sas-emoji.ts";
export type { SasEmoji } from "./safety/sas-emoji.ts";

export { checkStamp, frankRef, readStamp, stamp } from "./report/franking.ts";
export type { Franked, FrankRef, Stamp } from "./report/franking.ts";
export type { ProvenReport } from "./report/check.ts";
export { checkLiveReport } from "./report/live-report.ts";
export type { LiveReport } from "./report/live-report.ts";
export { checkRoomReport } from "./report/room-report.ts";
export type { RoomReport } from "./report/room-report.ts";
