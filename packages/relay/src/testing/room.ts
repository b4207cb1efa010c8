import type { KeptEntry, KeptHandshake } from "@chatorbit/protocol";
import { registerAdmission } from "../desk/room/admission.ts";
import { createRoom } from "../desk/room/create.ts";
import { challenge, enter } from "../desk/room/enter.ts";
import type { Answer } from "../desk/answer.ts";
import type { Relay } from "../relay.ts";
import { type House, house } from "./house.ts";
import { Phone } from "./phone.ts";

export const address = "192.0.2.1";

/** For this package's tests: the value of an answer that must be a yes. */
export function got<T>(answer: Answer<T>): T {
  if (answer.refusal !== null) throw new Error(`refused: ${answer.refusal}`);
  return answer.value;
}

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

export const offer: KeptHandshake = { type: "hs", message_id: id(0), m: "QUJD" };

/** A kept entry as our clients write it. */
export const entry = (n: number, { text = "A".repeat(380), type = "message" as const } = {}): KeptEntry => ({
  type,
  v: 1,
  ep: 0,
  inst: "AAAAAAAAAAA=",
  n,
  message_id: id(n),
  encrypted: text,
  signature: `${"A".repeat(43)}=`,
  timestamp: 1_705_752_000,
});

/** A room whose creator has the key `host`, and its door open. */
export async function openRoom(relay: Relay, ttlSeconds = 600) {
  const { body, key } = got((await createRoom(relay, ttlSeconds, address)).answer);
  const room = body.roomId;
  got(await registerAdmission(relay, { room, key, address }, { admPub: "key", offer }));
  return { room, host: key };
}

/** Whoever has the link comes in. */
export async function comeIn(relay: Relay, room: string, key: string | null = null) {
  const { challenge: asked } = got(await challenge(relay, room, address));
  const signature = `key: ${room} ${asked}`;
  return enter(relay, { room, key, address }, { challenge: asked, signature });
}

/** A socket with the cookie of a seat. */
export function dial(relay: Relay, room: string, key: string | null, cursor?: string): Phone {
  const phone = new Phone((line) => relay.connect(line, address, (name) => (name === room ? key : null)));
  const hello = { type: "hello", v: 1, client: "test/1", auth: { room } };
  phone.say(cursor === undefined ? hello : { ...hello, cursor });
  return phone;
}

/** A running room with both seats connected. */
export async function roomPair(own: House = house(), relay: Relay = own.relay(), other: Relay = relay) {
  const { room, host: hostKey } = await openRoom(relay);
  const guestKey = got(await comeIn(relay, room)).key;
  const host = dial(relay, room, hostKey);
  await own.settle();
  const guest = dial(other, room, guestKey);
  await own.settle();
  const { conv } = host.last("welcome");
  const send = (phone: Phone, sealed: object) => phone.say({ type: "send", conv, sealed });
  return { own, relay, other, room, hostKey, guestKey, host, guest, conv, send };
}

/** What a phone was told of the log, as a device would hold it; throws when the chain is broken. */
export function told(phone: Phone) {
  let cursor = phone.last("welcome").c;
  const entries = new Map<number, string | null>();
  for (const { p, c, entry: each } of phone.all("ev")) {
    if (p !== cursor) throw new Error(`chain broken: ${p} after ${cursor}`);
    cursor = c;
    entries.set(each.seq, each.sealed && each.sealed.message_id);
  }
  return { cursor, entries: [...entries] };
}
