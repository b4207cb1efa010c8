import {
  acceptH2,
  answerRoom,
  bytesToUuid,
  finishH2,
  formatRoomFragment,
  frankRef,
  fromBase64,
  h2GuestRunToRecord,
  h2HostRunToRecord,
  type KeptDirection,
  type KeptEnvelope,
  type KeptSealed,
  offerRoom,
  roomEpochZero,
  roomKeys,
  safetyWords,
  sealKept,
  signJoin,
  stamp,
  startKept,
  toHex,
  unconfirmedEpochKey,
  utf8Encode,
  zeroSeal,
} from "../src/index.ts";
import { namedBytes, vectorRandom } from "./random.ts";

const note = [
  "bytes are hex, except in envelopes and records, where they are base64",
  "named inputs: SHA-256('ChatOrbit red vector ' || name [|| counter]) cut to length; random: as in protocol-v1.json",
  "key = named 'room key' 32 bytes; challenge = named 'room challenge' 32 bytes",
  "entry i of the list: message id = named 'room mid i' 16 bytes, timestamp 1705752000 + i; inst = named 'room inst j' 8 bytes, j the first entry of its stream",
  "the creator of h2 draws from block 400, its joiner from 500",
  "a payload holds the prev of its stream; entries of one stream follow one another",
];

const roomId = "7Q2MZK4T9D";

/** Every number of vectors/room-v1.json, computed anew. */
export function roomVectors() {
  const key = namedBytes("room key");
  const keys = roomKeys(roomId, key);
  const ek0 = roomEpochZero(keys.psk);
  const challenge = namedBytes("room challenge");
  const { h2, ek1 } = ofH2(keys);
  const zero = ofStream(keys.sid, ek0, { ep: 0, dir: 0, first: 0 }, ["message", "control"]);
  const creator = ofStream(keys.sid, ek1, { ep: 1, dir: 0, first: 2 }, ["control", "signal", "message"]);
  const joiner = ofStream(keys.sid, ek1, { ep: 1, dir: 1, first: 5 }, ["message", "signal"]);
  const all = [...zero, ...creator, ...joiner];
  return {
    note,
    room_id: roomId,
    fragment: formatRoomFragment(key),
    psk: toHex(keys.psk),
    sid: toHex(keys.sid),
    admission: {
      seed: toHex(keys.admissionSeed),
      pub: toHex(keys.admissionPub),
      challenge: toHex(challenge),
      signature: toHex(signJoin(keys.admissionSeed, roomId, challenge)),
    },
    epoch_keys: [toHex(ek0), toHex(ek1)],
    h2,
    entries: all.map(({ dir, sealed }) => ({
      dir,
      envelope: sealed.envelope,
      mk: toHex(sealed.mk),
      hash: sealed.hash,
    })),
    e0: zeroSeal(
      zero.map(({ sealed: { envelope, hash }, prev }) => ({
        inst: envelope.inst,
        n: envelope.n,
        hash,
        prev,
      })),
      new Set(zero.map(({ sealed }) => sealed.hash)),
    ),
    stamp: all.slice(0, 1).map(({ sealed }) => ofStamp(sealed.envelope)),
  };
}

function ofH2(keys: { readonly psk: Uint8Array; readonly sid: Uint8Array }) {
  const { run, msg1 } = offerRoom(keys, vectorRandom(400));
  const answer = answerRoom(keys, msg1, vectorRandom(500));
  const records = { host_run: h2HostRunToRecord(run), guest_run: h2GuestRunToRecord(answer.run) };
  const early = unconfirmedEpochKey(answer.run);
  const { keys: made, msg3 } = acceptH2(run, answer.msg2);
  finishH2(answer.run, msg3);
  const messages = { msg1: toHex(msg1), msg2: toHex(answer.msg2), msg3: toHex(msg3) };
  const words = { sas: toHex(made.sas), sas_emoji: safetyWords(made.sas).emoji };
  return { h2: { ...messages, psk: toHex(made.psk), ...words, ...records }, ek1: early };
}

type Place = { readonly ep: number; readonly dir: KeptDirection; readonly first: number };

/** One page load: entries numbered `first`, `first + 1`, … in the file. */
function ofStream(
  sid: Uint8Array,
  ek: Uint8Array,
  { ep, dir, first }: Place,
  types: readonly KeptEnvelope["type"][],
): { readonly dir: KeptDirection; readonly prev: string; readonly sealed: KeptSealed }[] {
  let stream = startKept(namedBytes(`room inst ${first}`, 8), ep);
  return types.map((type, i) => {
    const { prev } = stream;
    const at = first + i;
    const messageId = bytesToUuid(namedBytes(`room mid ${at}`, 16));
    const header = { type, messageId, timestamp: 1705752000 + at };
    const payload = utf8Encode(JSON.stringify({ t: "text", body: `entry ${at}`, prev, seen: [] }));
    const sealed = sealKept({ sid, ek, dir, stream, header, payload });
    stream = sealed.stream;
    return { dir, prev, sealed };
  });
}

function ofStamp(envelope: KeptEnvelope) {
  const { type, ep, inst, n, message_id, timestamp, encrypted, signature } = envelope;
  const [fk, conversation, sender] = [namedBytes("FK"), namedBytes("conv", 16), namedBytes("user", 16)];
  const header = { flavour: "room" as const, type, epoch: ep, n, messageId: message_id, timestamp };
  const ids = { conversationId16: conversation, senderId16: sender, inst: fromBase64(inst) };
  const ref = frankRef({ ...header, ...ids });
  const bytes = stamp(fk, 1, 1705752000123, ref, fromBase64(signature), fromBase64(encrypted));
  return { ...header, kid: 1, at_ms: 1705752000123, inst, bytes: toHex(bytes) };
}
