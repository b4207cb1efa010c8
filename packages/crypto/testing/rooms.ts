import {
  acceptH2,
  answerRoom,
  finishH2,
  type KeptDirection,
  type KeptEnvelope,
  type KeptOpened,
  type KeptSealed,
  type KeptStream,
  newRoomKey,
  newUuid,
  noPrev,
  offerRoom,
  openKept,
  roomEpochZero,
  roomKeys,
  sealKept,
  startKept,
  utf8Encode,
} from "../src/index.ts";
import { systemRandom } from "./random.ts";

/** A room, and what its two devices write into its log when nobody interferes. */

export const roomId = "7Q2MZK4T9D";

export const newRoom = () => roomKeys(roomId, newRoomKey(systemRandom));

/** One writer: a page load of one side under one epoch. */
export type Writer = {
  readonly sid: Uint8Array;
  readonly ek: Uint8Array;
  readonly dir: KeptDirection;
  stream: KeptStream;
};

export const writer = (sid: Uint8Array, ek: Uint8Array, dir: KeptDirection = 0, ep = 1): Writer => ({
  sid,
  ek,
  dir,
  stream: startKept(systemRandom(8), ep),
});

/** Seals one entry; the writer's stream follows. */
export function write(
  on: Writer,
  payload: object = { t: "text" },
  type: KeptEnvelope["type"] = "message",
): KeptSealed {
  const sealed = sealKept({
    ...on,
    header: { type, messageId: newUuid(systemRandom), timestamp: 1705752000 },
    payload: utf8Encode(JSON.stringify({ ...payload, prev: on.stream.prev })),
  });
  on.stream = sealed.stream;
  return sealed;
}

/** Opens one that has to open. */
export function readWell(on: Omit<Writer, "stream">, envelope: unknown): KeptOpened {
  const result = openKept({ ...on, envelope });
  if (result.kind !== "opened") throw new Error(`not opened: ${result.code}`);
  return result;
}

/** Epoch 1 of a room: the creator's offer, the joiner's answer, the confirmation. */
export function joinRoom(room: { readonly sid: Uint8Array; readonly psk: Uint8Array }) {
  const { run, msg1 } = offerRoom(room, systemRandom);
  const answer = answerRoom(room, msg1, systemRandom);
  const { keys, msg3 } = acceptH2(run, answer.msg2);
  return { creator: keys, joiner: finishH2(answer.run, msg3) };
}

/** A creator that is alone. */
export function aloneIn(room: ReturnType<typeof newRoom>): Writer {
  return writer(room.sid, roomEpochZero(room.psk), 0, 0);
}

/** An entry as the reader of streams wants it. */
export const asEntry = ({ envelope, hash }: KeptSealed, prev: string = noPrev, dir: KeptDirection = 0) => ({
  ep: envelope.ep,
  dir,
  inst: envelope.inst,
  n: envelope.n,
  hash,
  prev,
  seen: [],
});
