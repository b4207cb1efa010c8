import type { Relay } from "../relay.ts";
import { type House, house, session } from "./house.ts";
import { Phone } from "./phone.ts";

/** For this package's tests: a running conversation with both seats connected. */
export async function pair(own: House = house(), relay: Relay = own.relay(), other: Relay = relay) {
  const token = await session(relay);
  const host = Phone.dial(relay);
  host.hello(token, "host-key");
  await own.settle();
  const guest = Phone.dial(other);
  guest.hello(token, "guest-key");
  await own.settle();
  const { conv } = host.last("welcome");
  return { own, relay, token, host, guest, conv };
}

export function forget(...phones: readonly Phone[]): void {
  for (const phone of phones) phone.forget();
}

/** Lets time pass, ticking whenever something is due, as the app does. */
export async function pass(own: House, ms: number, ...relays: readonly Relay[]): Promise<void> {
  const until = own.clock.at + ms;
  for (;;) {
    own.clock.at = Math.max(own.clock.at, Math.min(until, ...relays.map((relay) => relay.dueAt())));
    for (const relay of relays) await relay.tick(own.clock.at);
    await own.settle();
    if (own.clock.at >= until) return;
    own.clock.at += 1;
  }
}
