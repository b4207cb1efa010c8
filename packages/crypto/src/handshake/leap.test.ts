import { expect, test } from "bun:test";
import { agreeH2 } from "../../testing/devices.ts";
import { expectCode } from "../../testing/expect-code.ts";
import { namedBytes, systemRandom } from "../../testing/random.ts";
import {
  answerH2,
  guestConfirmed,
  hostAccepted,
  hostOpenedUnder,
  hostPskOf,
  leapPsk,
  leapSessionId,
  newGuestPsk,
  newHostPsks,
  offerEpoch,
  SpentError,
  startH2,
} from "../index.ts";

const psk = namedBytes("psk", 64);
const [rHost, rGuest] = [namedBytes("rh"), namedBytes("rg")];
const fresh = () => leapPsk(psk, rHost, rGuest, "ZYXW9876TSRQ");

test("[CR10] every input makes another key", () => {
  expect(fresh().length).toBe(64);
  for (const other of [
    leapPsk(namedBytes("other", 64), rHost, rGuest, "ZYXW9876TSRQ"),
    leapPsk(psk, rGuest, rHost, "ZYXW9876TSRQ"),
    leapPsk(psk, rHost, rGuest, "ZYXW9876TSRR"),
  ])
    expect(other).not.toEqual(fresh());
  expect(leapSessionId(fresh()).length).toBe(16);
  expect(() => leapPsk(new Uint8Array(64), rHost, rGuest, "ZYXW9876TSRQ")).toThrow(SpentError);
});

test("[CR10] a leap is H2 with base 0, and after epoch 1 base 0 is good for nothing", () => {
  const sessionId = leapSessionId(fresh());
  const host = offerEpoch(newHostPsks({ epoch: 0, psk: fresh() }), null);
  const guest = newGuestPsk({ epoch: 0, psk: fresh() });
  expect([host.base, host.epoch]).toEqual([0, 1]);
  const keys = agreeH2(sessionId, fresh(), host.base, host.epoch);
  const afterGuest = guestConfirmed(guest, keys.guest);
  const afterHost = hostOpenedUnder(hostAccepted(host.host, 0, keys.host), 1);
  expect(hostPskOf(afterHost, 0)).toBeUndefined();
  const replay = startH2({ sessionId, psk: fresh(), base: 0, epoch: 2 }, systemRandom);
  const answering = { sessionId, psk: afterGuest.psk, base: afterGuest.epoch, lastEpoch: afterGuest.epoch };
  expectCode(() => answerH2(answering, replay.msg1, systemRandom), "hs_base");
});
