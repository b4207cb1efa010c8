import { createHash, createHmac } from "node:crypto";
import { expect, test } from "bun:test";
import { expandByNode, openByNode } from "../testing/by-node.ts";
import { agreeH2 } from "../testing/devices.ts";
import { protocolVectors } from "../testing/protocol-vectors.ts";
import { namedBytes } from "../testing/random.ts";
import { roomVectors } from "../testing/room-vectors.ts";
import committed from "../vectors/protocol-v1.json";
import room from "../vectors/room-v1.json";
import {
  fromHex,
  h2GuestRunFromRecord,
  h2HostRunFromRecord,
  type KeptDirection,
  type KeptEnvelope,
  lvCat,
  noPrev,
  open,
  openKept,
  startReceiving,
  toHex,
  utf8Decode,
} from "./index.ts";

test("[CR0] every committed number comes out again", () => {
  expect(JSON.parse(JSON.stringify(protocolVectors()))).toEqual(committed);
  expect(JSON.parse(JSON.stringify(roomVectors()))).toEqual(room);
});

test("[CR2][CR6] the handshake and the envelope of version 1 are frozen", () => {
  const frozen = JSON.stringify({ h1: committed.h1, envelopes: committed.envelopes });
  expect(createHash("sha256").update(frozen).digest("hex")).toBe(
    "073b3bab23c9c479713ed23b06fda70d1c12de3a84ce56a398017a5bdb09401c",
  );
});

test("[CR6] the committed envelopes open under the committed chain key", () => {
  const { host } = agreeH2(new Uint8Array(16), new Uint8Array(64).fill(1), 0, 1);
  const keys = {
    ...host,
    role: "guest" as const,
    epoch: 0,
    sessionId: fromHex(committed.h1.session_id),
    receive: fromHex(committed.h1.chain_h2g),
  };
  let chain = startReceiving(keys);
  const texts = committed.envelopes.map((envelope, i) => {
    const result = open(chain, envelope, 0);
    if (result.kind !== "opened") throw new Error(result.kind);
    chain = result.chain;
    expect(toHex(result.mk)).toBe(committed.message_keys[i] ?? "");
    return utf8Decode(result.payload);
  });
  expect(texts).toEqual(['{"t":"text","body":"hello"}', '{"t":"typing","on":true}']);
});

test("[CR2] sizes on the wire are those of the specification", () => {
  const size = (hex: string) => hex.length / 2;
  const { h1, h2, ask, stamp } = committed;
  expect([h1.msg1, h1.msg2, h1.msg3].map(size)).toEqual([1307, 1235, 81]);
  expect([h2.msg1, h2.msg2, h2.msg3].map(size)).toEqual([1307, 1201, 81]);
  expect(ask.map(({ bytes }) => size(bytes))).toEqual([57, 57]);
  expect(stamp.map(({ bytes }) => size(bytes))).toEqual([41, 41, 41]);
});

const entries = room.entries as readonly {
  readonly dir: KeptDirection;
  readonly envelope: KeptEnvelope;
  readonly mk: string;
  readonly hash: string;
}[];
const epochKeyOf = ({ ep }: KeptEnvelope) => fromHex(room.epoch_keys[ep] ?? "");

test("[CR17] the link, the door and the entries of version 1 are frozen", () => {
  const { fragment, psk, sid, admission } = room;
  const frozen = JSON.stringify({ fragment, psk, sid, admission, entries: room.entries });
  expect(createHash("sha256").update(frozen).digest("hex")).toBe(
    "5b9b949ccaa873ff76e6bc3016026a8e3b28132fde7806bf5cefd4ff6722a916",
  );
});

test("[CR17] the committed numbers of a link are those of node:crypto", () => {
  const psk = createHmac("sha512", "ChatOrbit/v1 room")
    .update(lvCat(room.room_id, namedBytes("room key")))
    .digest();
  const expand = (label: string, length: number) => toHex(expandByNode("sha512", psk, label, length));
  expect(room.psk).toBe(toHex(psk));
  expect(room.sid).toBe(expand("room id", 16));
  expect(room.admission.seed).toBe(expand("admission", 32));
  expect(room.epoch_keys[0]).toBe(expand("room epoch 0", 32));
});

test("[CR17] the committed entries open, by our code and by node:crypto, and name one another", () => {
  const lastOf = new Map<string, string>();
  for (const { dir, envelope, mk, hash } of entries) {
    const opened = openKept({ sid: fromHex(room.sid), ek: epochKeyOf(envelope), dir, envelope });
    if (opened.kind !== "opened") throw new Error(opened.code);
    const byNode = openByNode(epochKeyOf(envelope), fromHex(room.sid), dir, envelope);
    expect([toHex(opened.mk), opened.hash]).toEqual([mk, hash]);
    expect([toHex(byNode.mk), byNode.hash, toHex(byNode.payload)]).toEqual([mk, hash, toHex(opened.payload)]);
    const { prev } = JSON.parse(utf8Decode(opened.payload));
    expect(prev).toBe(lastOf.get(envelope.inst) ?? noPrev);
    if (envelope.type !== "signal") lastOf.set(envelope.inst, hash);
  }
});

test("[CR17] sizes of a room's handshake, and the committed runs come back from their records", () => {
  const size = (hex: string) => hex.length / 2;
  const { h2, stamp } = room;
  expect([h2.msg1, h2.msg2, h2.msg3, stamp[0]?.bytes ?? ""].map(size)).toEqual([1307, 1201, 81, 41]);
  expect(toHex(h2HostRunFromRecord(h2.host_run).msg1)).toBe(h2.msg1);
  expect(toHex(h2GuestRunFromRecord(h2.guest_run).tagB)).toBe(h2.msg2.slice(-64));
});
