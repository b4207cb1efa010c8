import { createHash } from "node:crypto";
import { expect, test } from "bun:test";
import { agreeH2 } from "../testing/devices.ts";
import { protocolVectors } from "../testing/protocol-vectors.ts";
import committed from "../vectors/protocol-v1.json";
import { fromHex, open, startReceiving, toHex, utf8Decode } from "./index.ts";

test("[CR0] every committed number comes out again", () => {
  expect(JSON.parse(JSON.stringify(protocolVectors()))).toEqual(committed);
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
