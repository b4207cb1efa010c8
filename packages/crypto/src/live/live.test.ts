import { createCipheriv, createDecipheriv } from "node:crypto";
import { expect, test } from "bun:test";
import fc from "fast-check";
import { agreeH1, agreeH2, hear, hearWell, say, wire } from "../../testing/devices.ts";
import { expectCode } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import {
  type Aead,
  type Bytes,
  concat,
  dropReceiving,
  dropSending,
  expire,
  failuresInLastMinute,
  fromBase64,
  type LiveEnvelope,
  maxPayload,
  maxSkipped,
  newUuid,
  open,
  type ReceiveChain,
  seal,
  skippedKeyMs,
  SpentError,
  startReceiving,
  startSending,
  toBase64,
  utf8Decode,
} from "../index.ts";

const message = (payload: Bytes = new Uint8Array(3)) =>
  ({ type: "message", messageId: newUuid(systemRandom), timestamp: 1705752000, payload }) as const;

/** Everything of a chain but its log of failures. */
const keysOf = (chain: ReceiveChain) => structuredClone({ ...chain, failures: [] });

test("[CR6] what one side seals the other opens, in both directions", () => {
  const { host, guest } = agreeH1();
  for (const [from, to] of [
    [host, guest],
    [guest, host],
  ] as const) {
    const on = { send: startSending(from), receive: startReceiving(to) };
    for (const body of ["hello", "žltý kôň 🐎", ""]) {
      const { payload, n, type } = hearWell(on, say(on, body));
      expect([JSON.parse(utf8Decode(payload)), type]).toEqual([{ t: "text", body }, "message"]);
      expect(n).toBe(on.send.n - 1);
    }
  }
});

test("[CR6] a chain is consumed by its message: sealing twice from one chain fails loudly", () => {
  const on = wire();
  const first = on.send;
  say(on);
  expect(() => seal(first, message())).toThrow(SpentError);
  expect(first.key.every((byte) => byte === 0)).toBe(true);
});

test("[CR6] one start per direction and epoch: a second chain would use every key twice", () => {
  const { host } = agreeH1();
  startSending(host);
  startReceiving(host);
  expect(() => startSending(host)).toThrow(SpentError);
  expect(() => startReceiving(host)).toThrow(SpentError);
});

test("[CR6] 200 sends that overlap have 200 numbers, keys and bodies", async () => {
  const on = wire();
  const envelopes = await Promise.all(
    Array.from({ length: 200 }, async (_, i) => {
      await new Promise((done) => setTimeout(done, i % 7));
      const envelope = say(on);
      await new Promise((done) => setTimeout(done, i % 3));
      return envelope;
    }),
  );
  expect(new Set(envelopes.map(({ n }) => n)).size).toBe(200);
  expect(new Set(envelopes.map(({ encrypted }) => encrypted.slice(0, 16))).size).toBe(200);
  for (const envelope of envelopes.toSorted((a, b) => a.n - b.n)) hearWell(on, envelope);
});

test("[CR6] any order of arrival opens everything once", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...Array(12).keys()], { minLength: 12 }), (order) => {
      const on = wire();
      const envelopes = order.map(() => say(on));
      const heard = order.map((i) => hearWell(on, envelopes[i]).n);
      expect(heard.toSorted((a, b) => a - b)).toEqual([...Array(12).keys()]);
      for (const envelope of envelopes) expect(hear(on, envelope).kind).toBe("replay");
      expect(on.receive.skipped).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test("[CR6] a changed field, a reflected and a foreign envelope fail, and nothing changes", () => {
  const on = wire();
  const envelope = say(on);
  const other = say(on);
  const bend = (text: string) => toBase64(fromBase64(text).map((byte, i) => (i === 20 ? byte ^ 1 : byte)));
  const wrong: LiveEnvelope[] = [
    { ...envelope, type: "signal" },
    { ...envelope, n: 1 },
    { ...envelope, message_id: newUuid(systemRandom) },
    { ...envelope, timestamp: envelope.timestamp + 1 },
    { ...envelope, encrypted: bend(envelope.encrypted) },
    { ...envelope, encrypted: other.encrypted },
    { ...envelope, signature: bend(envelope.signature) },
    { ...envelope, signature: other.signature },
    say(wire()),
  ];
  const before = keysOf(on.receive);
  const chain = on.receive;
  for (const each of wrong) {
    const result = hear(on, each);
    expect(result).toMatchObject({ kind: "refused", code: "auth" });
    expect(result.chain).toBe(chain);
  }
  expect(keysOf(on.receive)).toEqual(before);
  expect(failuresInLastMinute(on.receive, 0)).toBe(wrong.length);
  hearWell(on, envelope);
});

test("[CR6] an envelope that comes back to its sender fails: the direction is bound", () => {
  const { host, guest } = agreeH1();
  const mirrored = { ...host, receive: host.send.slice() };
  const { envelope } = seal(startSending(host), message());
  expect(open(startReceiving(mirrored), envelope, 0)).toMatchObject({ kind: "refused", code: "auth" });
  expect(open(startReceiving(guest), envelope, 0).kind).toBe("opened");
});

test("[CR6] nothing of one epoch or session opens in another", () => {
  const { host } = agreeH1();
  const next = agreeH2(host.sessionId, host.psk, 0, 1);
  const { envelope } = seal(startSending(host), message());
  const chain = startReceiving(next.guest);
  expect(open(chain, envelope, 0)).toMatchObject({ code: "header" });
  expect(open(chain, { ...envelope, ep: 1 }, 0)).toMatchObject({ code: "auth" });
});

test("[CR6] header fields of the wrong type or range are refused before anything is computed", () => {
  const on = wire();
  const envelope = say(on);
  const values: Record<string, unknown[]> = {
    type: ["text", 1, null],
    v: [0, 2, "1", undefined],
    ep: [1, -1, 0.5, "0", 2 ** 31],
    n: [-1, 0.5, "0", 2 ** 53, NaN, null],
    message_id: [7, "", envelope.message_id.toUpperCase(), `${envelope.message_id} `],
    encrypted: [
      null,
      "",
      "QQ==",
      `${envelope.encrypted} `,
      "A".repeat(200_000),
      toBase64(new Uint8Array(283)),
    ],
    signature: [null, "", toBase64(new Uint8Array(31)), toBase64(new Uint8Array(33)), "é".repeat(44)],
    timestamp: ["x", -1, 0.5, Infinity, 2 ** 53],
  };
  for (const [field, list] of Object.entries(values))
    for (const value of list)
      expect({ field, value, ...hear(on, { ...envelope, [field]: value }) }).toMatchObject({
        code: "header",
      });
  for (const value of [null, undefined, 1, "x", [], {}])
    expect(hear(on, value)).toMatchObject({ code: "header" });
  hearWell(on, { ...envelope, fs: "the relay's stamp is not looked at" });
});

test("[CR6] 256 holes are kept, one more asks for a new handshake", () => {
  const on = wire();
  const envelopes = Array.from({ length: maxSkipped + 2 }, () => say(on));
  expect(hear(on, envelopes.at(-1))).toMatchObject({ kind: "refused", code: "gap_too_large" });
  hearWell(on, envelopes[maxSkipped]);
  expect(on.receive.skipped.length).toBe(maxSkipped);
  expect(hear(on, say(on))).toMatchObject({ code: "gap_too_large" });
  hearWell(on, envelopes[0]);
  hearWell(on, envelopes[maxSkipped + 1]);
});

test("[CR6] a gap is nobody's forgery: it does not count as a failure", () => {
  const on = wire();
  const envelope = { ...say(on), n: 5000 };
  for (let i = 0; i < 30; i++) hear(on, envelope);
  expect(failuresInLastMinute(on.receive, 0)).toBe(0);
});

test("[CR6] under a flood of forgeries only 8 numbers ahead are tried, for a minute", () => {
  const on = wire();
  const envelopes = Array.from({ length: 12 }, () => say(on));
  const forged = { ...(envelopes[0] as LiveEnvelope), signature: toBase64(new Uint8Array(32)) };
  for (let i = 0; i < 25; i++) hear(on, forged, 1000 * i);
  expect(failuresInLastMinute(on.receive, 25_000)).toBe(20);
  expect(hear(on, envelopes[9], 25_000)).toMatchObject({ kind: "refused", code: "gap_guarded" });
  hearWell(on, envelopes[8], 25_000);
  expect(failuresInLastMinute(on.receive, 90_000)).toBe(0);
  hearWell(on, envelopes[11], 90_000);
});

test("[CR6] a withheld message keeps its key for 60 s and no longer", () => {
  const on = wire();
  const [held, second, third] = [say(on), say(on), say(on)];
  hearWell(on, second, 1000);
  const key = on.receive.skipped[0]?.mk ?? new Uint8Array(1);
  expect(expire(on.receive, 1000 + skippedKeyMs - 1)).toBe(on.receive);
  expect(hear(on, held, 1000 + skippedKeyMs).kind).toBe("replay");
  hearWell(on, third, 1000 + skippedKeyMs);
  expect(key.every((byte) => byte === 0)).toBe(true);
  expect([on.receive.skipped, on.receive.lost]).toEqual([[], [[0, 0]]]);
  expect(hear(on, held, 1000).kind).toBe("replay");
});

test("[CR6] expiring consumes the old chain", () => {
  const on = wire();
  say(on);
  hearWell(on, say(on), 0);
  const before = on.receive;
  const after = expire(before, skippedKeyMs);
  expect(() => open(before, say(on), 0)).toThrow(SpentError);
  hearWell({ receive: after }, say(on), skippedKeyMs);
});

test("[CR6] the chain behind an opened message opens nothing that came before", () => {
  const on = wire();
  const before = on.receive;
  hearWell(on, say(on));
  expect(before.key.every((byte) => byte === 0)).toBe(true);
  expect(() => open(before, say(on), 0)).toThrow(SpentError);
});

test("[CR6] the same bytes twice: a replay, and the same envelope when sealed for the first time", () => {
  const on = wire();
  const envelope = say(on);
  hearWell(on, envelope);
  const chain = on.receive;
  expect(hear(on, structuredClone(envelope))).toEqual({ kind: "replay", chain });
});

test("[CR6] sizes: what fits, what is too long, what the relay sees", () => {
  const on = wire();
  const largest = seal(on.send, message(new Uint8Array(maxPayload)));
  expect(hearWell(on, largest.envelope).payload.length).toBe(maxPayload);
  expectCode(() => seal(largest.chain, message(new Uint8Array(maxPayload + 1))), "too_long");
  on.send = largest.chain;
  expect(say(on, "x").encrypted.length).toBe(say(on, "x".repeat(200)).encrypted.length);
});

test("[CR6] a payload that cannot be sealed leaves the chain usable", () => {
  const on = wire();
  expectCode(() => seal(on.send, message(new Uint8Array(maxPayload + 1))), "too_long");
  expectCode(() => seal(on.send, { ...message(), messageId: "x" }), "encoding");
  hearWell(on, say(on));
});

test("[CR6] dropped chains are wiped", () => {
  const on = wire();
  say(on);
  hearWell(on, say(on));
  dropSending(on.send);
  dropReceiving(on.receive);
  const keys = [on.send.key, on.receive.key, ...on.receive.skipped.map(({ mk }) => mk)];
  expect(keys.every((key) => key.every((byte) => byte === 0))).toBe(true);
  expect(() => say(on)).toThrow(SpentError);
});

const nodeAead: Aead = {
  seal(key, iv, aad, plain) {
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(aad);
    return new Uint8Array(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
  },
  open(key, iv, aad, sealed) {
    const cipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(aad).setAuthTag(sealed.subarray(-16));
    try {
      return new Uint8Array(Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]));
    } catch {
      return null;
    }
  },
};

test("[CR6] a platform's own AES-GCM makes and reads the same bytes", () => {
  const on = wire();
  const twin = structuredClone(on.send);
  const what = message(concat(systemRandom(300)));
  const { envelope } = seal(on.send, what, nodeAead);
  expect(seal(twin, what).envelope).toEqual(envelope);
  const result = open(on.receive, envelope, 0, nodeAead);
  expect(result).toMatchObject({ kind: "opened", payload: what.payload });
});
