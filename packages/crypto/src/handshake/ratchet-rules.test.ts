import { expect, test } from "bun:test";
import { product, type Psk, ratchetSearch } from "../../testing/ratchet-search.ts";
import type { HostHolds } from "./ratchet-rules.ts";

test("[CR5] under any loss, delay, replay and reload the two have a key in common and no epoch comes twice", () => {
  const { broken, states } = ratchetSearch();
  expect(broken).toBeNull();
  expect(states).toBeGreaterThan(50_000);
}, 60_000);

test("[CR5.3] found when broken: the host keeps the base beside the new psk", () => {
  const accepted: typeof product.accepted = (host, base, fresh) => {
    const step = product.accepted(host, base, fresh);
    return step && { ...step, next: { ...step.next, held: [fresh] } };
  };
  expect(ratchetSearch({ ...product, accepted }).broken).toContain("no common key");
});

test("[CR5.4] found when broken: opening under an epoch wipes older psks, never newer ones", () => {
  const openedUnder = (host: HostHolds<Psk>, epoch: number) => {
    const step = product.openedUnder(host, epoch);
    return { ...step, next: { ...step.next, held: host.held.filter((held) => held.epoch === epoch) } };
  };
  expect(ratchetSearch({ ...product, openedUnder }).broken).toContain("no common key");
});

test("[CR5.2] found when broken: a new answer discards the earlier unfinished run", () => {
  expect(ratchetSearch({ ...product, keepsOneRun: false }).broken).toContain("no common key");
});

test("[CR5.1][CR5.2] found when broken: epochs rise at the host, and neither side takes one that is over", () => {
  const unraised: Partial<typeof product> = {
    offerUnder(host, ask) {
      const made = product.offerUnder(host, ask);
      return typeof made === "string" ? made : { ...made, epoch: 1 };
    },
    refusalOfOffer: ({ base }, offer) => (offer.base === base ? null : "hs_base"),
    accepted: (host, base, fresh) => product.accepted(host, base, { ...fresh, epoch: base + 1 }),
    confirmed: (guest, fresh) => ({ next: { ...fresh, epoch: guest.epoch + 1 }, dropped: [guest.psk] }),
  };
  expect(ratchetSearch({ ...product, ...unraised }).broken).toContain("came twice");
});

test("[CR5.3] found when broken: both write their record before they speak", () => {
  expect(ratchetSearch({ ...product, guestWritesFirst: false }).broken).toContain("no common key");
  expect(ratchetSearch({ ...product, hostWritesFirst: false }).broken).toContain("no common key");
});
