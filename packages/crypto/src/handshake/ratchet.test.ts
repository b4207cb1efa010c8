import { expect, test } from "bun:test";
import fc from "fast-check";
import { agreeH1 } from "../../testing/devices.ts";
import { expectCode } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import {
  askH2,
  dropKeys,
  dropPsks,
  guestConfirmed,
  guestPskFromRecord,
  guestPskToRecord,
  hostAccepted,
  hostOpenedUnder,
  hostPskOf,
  type HostPsks,
  hostPsksFromRecord,
  hostPsksToRecord,
  isAskOfFormer,
  maxAskLead,
  maxEpoch,
  newGuestPsk,
  newHostPsks,
  offerEpoch,
  ProtocolError,
  readAskH2,
  SpentError,
} from "../index.ts";

const sessionId = systemRandom(16);
const keys = (epoch: number) => ({ epoch, psk: systemRandom(64) });
const ask = (base: number, epoch = base) => ({ base, epoch, nonce: systemRandom(16) });
const isWiped = (key: Uint8Array) => key.every((byte) => byte === 0);

/** A host that has psks of epochs 0 and 1, the second unconfirmed. */
function withTwo(): HostPsks {
  const { host } = offerEpoch(newHostPsks(keys(0)), ask(0));
  return hostAccepted(host, 0, keys(1));
}

test("[CR5.1] epochs rise over everything offered and everything a valid ask knows", () => {
  const first = offerEpoch(newHostPsks(keys(0)), ask(0));
  expect([first.epoch, first.base]).toEqual([1, 0]);
  const second = offerEpoch(first.host, ask(0, 40));
  expect(second.epoch).toBe(41);
  expect(offerEpoch(second.host, ask(0)).epoch).toBe(42);
});

test("[CR5.1] an ask far ahead, or past the last epoch, burns nothing", () => {
  const host = newHostPsks(keys(0));
  expect(offerEpoch(host, ask(0, maxAskLead)).epoch).toBe(maxAskLead + 1);
  for (const epoch of [maxAskLead + 1, maxEpoch, 2 ** 32 - 1])
    expectCode(() => offerEpoch(host, ask(0, epoch)), "hs_epoch");
  expectCode(() => offerEpoch({ ...host, offered: maxEpoch }, null), "hs_epoch");
});

test("[CR5.1] the psk the guest named, or the newest when nobody asked", () => {
  const host = withTwo();
  expect(offerEpoch(host, ask(0)).base).toBe(0);
  expect(offerEpoch(host, ask(1)).base).toBe(1);
  expect(offerEpoch(host, null).base).toBe(1);
  expectCode(() => offerEpoch(host, ask(2)), "hs_base");
});

test("[CR5.3] the host keeps two until one is confirmed; what it lets go is wiped", () => {
  const host = withTwo();
  expect(host.held.map(({ epoch }) => epoch)).toEqual([0, 1]);
  const [older, newer] = [hostPskOf(host, 0), hostPskOf(host, 1)];
  const again = hostAccepted(offerEpoch(host, ask(0)).host, 0, keys(2));
  expect(again.held.map(({ epoch }) => epoch)).toEqual([0, 2]);
  expect([isWiped(older ?? sessionId), isWiped(newer ?? sessionId)]).toEqual([false, true]);
});

test("[CR5.3] a run whose base was let go meanwhile is void", () => {
  const { host } = offerEpoch(withTwo(), ask(0));
  const opened = hostOpenedUnder(host, 1);
  expectCode(() => hostAccepted(opened, 0, keys(2)), "hs_base");
  expectCode(() => hostAccepted(opened, 1, keys(1)), "hs_base");
  expectCode(() => hostAccepted(opened, 1, keys(3)), "hs_base");
});

test("[CR5.4] a message under an epoch wipes older psks, a late one wipes no newer", () => {
  const host = withTwo();
  expect(hostOpenedUnder(host, 0)).toBe(host);
  expect(hostOpenedUnder(host, 7)).toBe(host);
  const older = hostPskOf(host, 0) ?? sessionId;
  const opened = hostOpenedUnder(host, 1);
  expect(opened.held.map(({ epoch }) => epoch)).toEqual([1]);
  expect([opened.confirmed, isWiped(older)]).toEqual([1, true]);
  expect(hostOpenedUnder(opened, 0)).toBe(opened);
});

test("[CR5.3] the guest holds one; the old one is wiped, an old epoch is refused", () => {
  const first = newGuestPsk(keys(0));
  const second = guestConfirmed(first, keys(2));
  expect([second.epoch, isWiped(first.psk)]).toEqual([2, true]);
  expectCode(() => guestConfirmed(second, keys(2)), "hs_epoch");
  expect(isWiped(second.psk)).toBe(false);
});

test("[CR5] a psk moves into the record and cannot be taken twice", () => {
  const once = keys(0);
  newHostPsks(once);
  expect(() => newGuestPsk(once)).toThrow(SpentError);
});

test("[CR5.8] a new ask under the psk wiped last is told apart from noise and from a replay", () => {
  const psk = systemRandom(64);
  const before = askH2({ sessionId, psk, base: 0, epoch: 0 }, systemRandom);
  const host = newHostPsks({ epoch: 0, psk: psk.slice() });
  expect(isAskOfFormer(host, sessionId, before)).toBe(false);
  const heard = readAskH2(before, sessionId, (epoch) => hostPskOf(host, epoch));
  const after = hostOpenedUnder(hostAccepted(offerEpoch(host, heard).host, 0, keys(1)), 1);
  const late = askH2({ sessionId, psk, base: 0, epoch: 0 }, systemRandom);
  expect(isAskOfFormer(after, sessionId, late)).toBe(true);
  expect(isAskOfFormer(after, sessionId, before)).toBe(false);
  expect(isAskOfFormer(after, systemRandom(16), late)).toBe(false);
  expect(isAskOfFormer(after, sessionId, late.slice(1))).toBe(false);
  expect(isAskOfFormer(after, sessionId, askH2({ sessionId, ...keys(0), base: 0 }, systemRandom))).toBe(
    false,
  );
});

test("[CR5.8] nonces of asks are remembered, and no more than a few", () => {
  let host = newHostPsks(keys(0));
  for (let i = 0; i < 50; i++) ({ host } = offerEpoch(host, ask(0)));
  expect(host.askNonces.length).toBe(32);
});

test("[CR5] at the end of a session everything is wiped", () => {
  const host = hostOpenedUnder(withTwo(), 1);
  const guest = newGuestPsk(keys(0));
  const epoch = agreeH1().host;
  dropPsks(host);
  dropPsks(guest);
  dropKeys(epoch);
  const left = [
    ...host.held.map(({ psk }) => psk),
    host.formerAskKey ?? sessionId,
    guest.psk,
    epoch.psk,
    epoch.send,
    epoch.sas,
  ];
  expect(left.every(isWiped)).toBe(true);
});

test("[CR5] records survive a reload byte for byte", () => {
  const host = hostOpenedUnder(withTwo(), 1);
  const guest = newGuestPsk(keys(4));
  const stored = JSON.stringify([hostPsksToRecord(host), guestPskToRecord(guest)]);
  const [hostAgain, guestAgain]: unknown[] = JSON.parse(stored);
  expect(hostPsksFromRecord(hostAgain)).toEqual(host);
  expect(guestPskFromRecord(guestAgain)).toEqual(guest);
});

test("[CR5] a record that is none is refused whole", () => {
  const record = hostPsksToRecord(hostOpenedUnder(withTwo(), 1));
  const zero = { epoch: 0, psk: Buffer.alloc(64).toString("base64") };
  const wrong = [
    null,
    [],
    {},
    { ...record, held: [] },
    { ...record, held: [zero] },
    { ...record, held: [...record.held, ...record.held] },
    { ...record, held: [{ epoch: 99, psk: record.held[0]?.psk }] },
    { ...record, held: [{ epoch: 1, psk: "QQ==" }] },
    { ...record, offered: -1 },
    { ...record, confirmed: 99 },
    { ...record, formerAskKey: "QQ==" },
    { ...record, askNonces: ["x"] },
  ];
  for (const value of wrong) expectCode(() => hostPsksFromRecord(value), "record");
  const fields = fc.record({
    held: fc.anything(),
    offered: fc.anything(),
    confirmed: fc.anything(),
    formerAskKey: fc.anything(),
  });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fields), (value) => {
      expect(() => hostPsksFromRecord(value)).toThrow(ProtocolError);
      expect(() => guestPskFromRecord(value)).toThrow(ProtocolError);
    }),
  );
});
