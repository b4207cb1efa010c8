import { expect, test } from "bun:test";
import fc from "fast-check";
import { newRoomKey } from "@chatorbit/crypto";
import { randomOf } from "../../testing/pair.ts";
import { keepNames } from "../record.ts";
import { keptConversation } from "./conversation.ts";
import { keysOfRecord, newLinkRecord, readLinkRecord } from "./keep.ts";

const room = "AAAAAAAAAAAAAAAAAAAAAA";
const now = 1_700_000_000_000;

/** A maker's page up to the moment its half of the handshake is written. */
function made(random: (length: number) => Uint8Array) {
  const machine = keptConversation(room);
  const kept = { record: newLinkRecord(room, newRoomKey(random), now + 600_000), waiting: null, own: null };
  return machine.step(
    machine.initial,
    { type: "beginByLink", kept, fragment: null, name: "Ann" },
    { now, random },
  );
}

test("[SR1] [CRYPTO §5] the maker's half of the handshake is written before the link can be answered", () => {
  const [, effects] = made(randomOf(1));
  const order = effects.map((effect) => (effect.type === "keep" ? `keep ${effect.name}` : effect.type));
  expect(order).toEqual([`keep ${keepNames.link(room)}`, "admit"]);
  const record = readLinkRecord(effects[0]?.type === "keep" ? effects[0].value : null);
  expect(record).toMatchObject({ role: "host", isSeated: false, isConfirmed: false, myName: "Ann" });
  expect(record === null ? null : keysOfRecord(record)?.keying.run?.is).toBe("offered");
});

test("[CRYPTO §5] whatever a record was made into, it opens nothing and throws nothing", () => {
  const [, effects] = made(randomOf(2));
  const text = effects[0]?.type === "keep" ? (effects[0].value ?? "") : "";
  const record = JSON.parse(text) as { [field: string]: unknown };
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(record)), fc.jsonValue(), (field, value) => {
      const broken = readLinkRecord(JSON.stringify({ ...record, [field]: value }));
      if (broken !== null) keysOfRecord(broken);
    }),
  );
  const run = record["run"] as { run: { [field: string]: string } };
  for (const field of Object.keys(run.run)) {
    const broken = { ...record, run: { ...run, run: { ...run.run, [field]: "AAAA" } } };
    const read = readLinkRecord(JSON.stringify(broken));
    expect({ field, keys: read && keysOfRecord(read) }).toEqual({ field, keys: null });
  }
});
