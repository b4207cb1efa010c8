import { describe, expect, test } from "bun:test";
import { type BlobId, blobPartBytes } from "@chatorbit/protocol";
import type { Blobs } from "@chatorbit/relay";
import { heldUp, blobHouse, idOf, noise, refusal, stored } from "../testing/blobs.ts";

describe("[FI2] how long", () => {
  const hour = 3_600_000;

  test("an upload that stands still for an hour goes, one that is whole after a day", async () => {
    const { host, guest, clock, relay, blobs } = await blobHouse({}, {}, 10_000);
    const id = await host.give(noise(5));
    const half = await idOf(await host.make(blobPartBytes + 1));
    clock.at += hour - 1;
    expect(await refusal(host.put(half, 1, noise(1)))).toBe("200");
    clock.at += hour - 1;
    await relay.tick(clock.at);
    expect(await stored(blobs)).toHaveLength(2);
    clock.at += 1;
    expect(await refusal(host.put(half, 0, noise(blobPartBytes)))).toBe("404 unknown");
    clock.at += 60_000;
    await relay.tick(clock.at);
    expect(await stored(blobs)).toEqual([id as BlobId]);
    clock.at += 22 * hour - 60_000;
    expect((await guest.get(id)).status).toBe(200);
    clock.at += 1;
    expect(await refusal(guest.get(id))).toBe("404 unknown");
    clock.at += 60_000;
    await relay.tick(clock.at);
    expect(await stored(blobs)).toEqual([]);
  });

  test("[TS7] the end takes all: refused with 410, and nothing is left", async () => {
    const { host, guest, end, blobs, store } = await blobHouse();
    const id = await host.give(noise(5));
    const begun = await idOf(await guest.make(5));
    await end();
    for (const answer of [host.get(id), guest.put(begun, 0, noise(5)), host.make(5), host.drop(id)])
      expect(await refusal(answer)).toBe("410 ended");
    expect([await stored(blobs), await store.shelf.gone(10)]).toEqual([[], []]);
  });

  test("[TS7] so does the deadline, whoever looks first", async () => {
    const { host, guest, clock, relay, blobs } = await blobHouse();
    const id = await host.give(noise(5));
    clock.at += hour;
    expect(await refusal(guest.get(id))).toBe("410 ended");
    await relay.tick(clock.at);
    expect(await stored(blobs)).toEqual([]);
  });

  test("an end in the middle of a part: 410, and what came in goes again", async () => {
    const { host, end, blobs } = await blobHouse();
    const id = await idOf(await host.make(20));
    const { body, begun, goOn } = heldUp(noise(10), noise(10));
    const answer = refusal(host.put(id, 0, body));
    await begun;
    await end();
    goOn();
    expect(await answer).toBe("410 ended");
    expect(await stored(blobs)).toEqual([]);
  });

  test("bytes that cannot be removed are tried again, and hold up no end", async () => {
    const { host, end, blobs, relay, clock, lines } = await blobHouse();
    await host.give(noise(5));
    const { remove } = Object.getPrototypeOf(blobs) as Blobs;
    blobs.remove = () => Promise.reject(new Error("no answer"));
    expect((await end()).status).toBe(200);
    await relay.tick(clock.at);
    expect(await stored(blobs)).toHaveLength(1);
    expect(lines.some((line) => line.includes("removing a blob failed"))).toBe(true);
    blobs.remove = remove.bind(blobs);
    clock.at += 60_000;
    await relay.tick(clock.at);
    expect(await stored(blobs)).toEqual([]);
  });

  test("a place for bytes that never answers holds up neither another end nor a purge", async () => {
    const { host, end, blobs, relay, clock, session, lines } = await blobHouse();
    await session();
    await host.give(noise(5));
    blobs.remove = () => new Promise(() => {});
    expect((await end()).status).toBe(200);
    clock.at += hour;
    for (const word of ["timer_expired", "sessions purged"]) {
      while (!lines.some((line) => line.includes(word))) {
        clock.at += 1000;
        void relay.tick(clock.at);
        await new Promise(setImmediate);
      }
    }
  });

  test("what a crash left is found: bytes without a row, and rows without bytes", async () => {
    const { host, guest, blobs, relay, clock, store } = await blobHouse();
    await relay.tick(clock.at);
    const id = await host.give(noise(5));
    const lost = await host.give(noise(6));
    const begun = await idOf(await host.make(5));
    await blobs.put(
      { id: "f".repeat(32) as BlobId, part: 0 },
      (async function* () {
        yield noise(3);
      })(),
    );
    await blobs.remove(lost as BlobId);
    await relay.janitor.tidy();
    expect(await stored(blobs)).toEqual([id as BlobId]);
    expect(await refusal(guest.get(lost))).toBe("404 unknown");
    expect((await guest.get(id)).status).toBe(200);
    expect(await refusal(host.put(begun, 0, noise(5)))).toBe("200");
    expect(await store.shelf.gone(10)).toEqual([]);
  });
});
