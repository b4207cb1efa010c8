import { describe, expect, test } from "bun:test";
import { MemoryBlobs } from "@chatorbit/backends/blobs";
import { blobMade, blobPartBytes, blobPaths, fit, partTaken } from "@chatorbit/protocol";
import type { Blobs, PartKey, Piece } from "@chatorbit/relay";
import { endless, blobHouse, bytesOf, idOf, noise, refusal, stored } from "../testing/blobs.ts";

describe("[FI2] blobs over HTTP", () => {
  test("promised, filled in any order, fetched by the other one, gone at its word", async () => {
    const { host, guest, blobs } = await blobHouse();
    const bytes = noise(2 * blobPartBytes + 777);
    const response = await host.make(bytes.length);
    const made: unknown = await response.json();
    expect(fit(blobMade, made)).toEqual(made as never);
    expect(made).toMatchObject({ part_bytes: 4_194_304, expires_at: "2023-11-14T23:13:20.000Z" });
    const { id } = made as { id: string };
    const part = (n: number) => bytes.slice(n * blobPartBytes, (n + 1) * blobPartBytes);
    for (const [n, parts] of [
      [2, 1],
      [0, 2],
      [1, 3],
    ] as const) {
      expect(await refusal(guest.get(id))).toBe("409 unfinished");
      const taken: unknown = await (await host.put(id, n, part(n))).json();
      expect(fit(partTaken, taken)).toEqual(taken as never);
      expect(taken).toMatchObject({ parts, complete: parts === 3 });
    }
    const got = await guest.get(id);
    expect((await bytesOf(got)).equals(bytes)).toBe(true);
    expect(await (await guest.drop(id)).json()).toEqual({ message: "Blob removed" });
    expect(await refusal(guest.get(id))).toBe("404 unknown");
    expect(await stored(blobs)).toEqual([]);
  });

  test("what is sent names no type, is kept by nobody, and is never shown", async () => {
    const { host, guest } = await blobHouse();
    const id = await host.give(noise(1000));
    const { status, headers } = await guest.get(id);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/octet-stream");
    expect(headers.get("content-disposition")).toBe("attachment");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("accept-ranges")).toBe("bytes");
    expect(headers.get("content-length")).toBe("1000");
  });

  test("ranges over the seams of parts; nonsense is 416 and says how much there is", async () => {
    const { host, guest } = await blobHouse();
    const bytes = noise(2 * blobPartBytes + 5);
    const id = await host.give(bytes);
    const seam = blobPartBytes;
    for (const [from, to] of [
      [0, 1],
      [seam - 2, seam + 2],
      [seam, 2 * seam],
      [5, 2 * seam + 5],
    ] as const) {
      const got = await guest.get(id, `bytes=${from}-${to - 1}`);
      expect(got.status).toBe(206);
      expect(got.headers.get("content-range")).toBe(`bytes ${from}-${to - 1}/${bytes.length}`);
      expect((await bytesOf(got)).equals(bytes.subarray(from, to))).toBe(true);
    }
    const tail = await guest.get(id, "bytes=-7");
    expect((await bytesOf(tail)).equals(bytes.subarray(-7))).toBe(true);
    for (const range of ["bytes=9999999999-", "bytes=3-1", "bytes=0-1,5-6", "lines=1-2", "bytes=x"]) {
      const refused = await guest.get(id, range);
      expect(refused.headers.get("content-range")).toBe(`bytes */${bytes.length}`);
      expect(await refusal(refused)).toBe("416 bad-range");
    }
  });

  test("HEAD says how long it is and reads nothing", async () => {
    const blobs = new MemoryBlobs();
    const { host, guest } = await blobHouse({}, { blobs });
    const id = await host.give(noise(1000));
    blobs.read = () => {
      throw new Error("read");
    };
    const whole = await guest.get(id, undefined, "HEAD");
    expect([whole.status, whole.headers.get("content-length"), await whole.text()]).toEqual([
      200,
      "1000",
      "",
    ]);
    const some = await guest.get(id, "bytes=1-5", "HEAD");
    expect([some.status, some.headers.get("content-length")]).toEqual([206, "5"]);
  });

  test("the same bytes again are fine, other bytes a conflict, before and after it is whole", async () => {
    const { host, guest } = await blobHouse();
    const bytes = noise(blobPartBytes + 9);
    const [first, last] = [bytes.slice(0, blobPartBytes), bytes.slice(blobPartBytes)];
    const id = await idOf(await host.make(bytes.length));
    for (let round = 0; round < 2; round += 1) expect((await host.put(id, 0, first)).status).toBe(200);
    expect(await refusal(host.put(id, 0, noise(blobPartBytes, 2)))).toBe("409 conflict");
    expect(await refusal(host.put(id, 1, last))).toBe("200");
    expect(await refusal(host.put(id, 1, last))).toBe("200");
    expect(await refusal(host.put(id, 1, noise(9, 2)))).toBe("409 conflict");
    expect((await bytesOf(await guest.get(id))).equals(bytes)).toBe(true);
  });

  test("of two at once for one part one is in its place, whole", async () => {
    const { host, guest } = await blobHouse();
    const id = await idOf(await host.make(5000));
    const both = [noise(5000, 1), noise(5000, 2)];
    const answers = await Promise.all(both.map((bytes) => refusal(host.put(id, 0, bytes))));
    expect(answers.toSorted()).toEqual(["200", "409 conflict"]);
    const got = await bytesOf(await guest.get(id));
    expect(got.equals(both[answers.indexOf("200")] ?? noise(0))).toBe(true);
  });

  test("a part of the wrong length, stated or not, counts nothing", async () => {
    const { host, guest, blobs, ask, headersOf } = await blobHouse();
    const id = await idOf(await host.make(1000));
    const stream = (...sizes: number[]) =>
      new ReadableStream({
        start(controller) {
          for (const size of sizes) controller.enqueue(noise(size));
          controller.close();
        },
      });
    expect(await refusal(host.put(id, 0, noise(999), { "content-length": "999" }))).toBe("422 invalid-field");
    expect(await refusal(host.put(id, 0, noise(1001), { "content-length": "1001" }))).toBe("413 too-large");
    expect(await refusal(host.put(id, 0, stream(500, 499)))).toBe("422 invalid-field");
    expect(await refusal(host.put(id, 0, stream(500, 501)))).toBe("413 too-large");
    expect(await refusal(host.put(id, 0, stream()))).toBe("422 invalid-field");
    expect(await refusal(host.put(id, 0, endless()))).toBe("413 too-large");
    expect(await refusal(ask("POST", blobPaths.all, headersOf("host-key"), endless()))).toBe("413 too-large");
    expect(await refusal(host.put(id, 0, stream(1000), { "content-length": "x" }))).toBe("422 invalid-field");
    for (const part of [1, 2, 99_999]) {
      expect(await refusal(host.put(id, part, noise(10)))).toBe("422 invalid-field");
    }
    expect(await refusal(guest.get(id))).toBe("409 unfinished");
    expect(await stored(blobs)).toEqual([]);
  });

  test("a body that breaks off or goes silent counts nothing", async () => {
    const { host, blobs } = await blobHouse({}, { partTimes: { within: 10_000, silence: 30 } });
    const id = await idOf(await host.make(1000));
    const broken = new ReadableStream({
      pull(controller) {
        controller.enqueue(noise(10));
        controller.error(new Error("cut"));
      },
    });
    expect(await refusal(host.put(id, 0, broken))).toBe("422 invalid-field");
    const silent = new ReadableStream({ start: (controller) => controller.enqueue(noise(10)) });
    expect(await refusal(host.put(id, 0, silent))).toBe("408 too-slow");
    expect(await stored(blobs)).toEqual([]);
    expect(await refusal(host.put(id, 0, noise(1000)))).toBe("200");
  });

  test("a body that drips is given up in the end", async () => {
    const { host } = await blobHouse({}, { partTimes: { within: 50, silence: 10_000 } });
    const id = await idOf(await host.make(1_000_000));
    const dripping = new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        controller.enqueue(noise(1));
      },
    });
    expect(await refusal(host.put(id, 0, dripping))).toBe("408 too-slow");
  });
});

describe("[FI2] memory stays flat", () => {
  const size = 512 * 1024 * 1024;
  const chunk = new Uint8Array(64 * 1024);

  /** A place that keeps nothing and counts what passes. */
  function counting() {
    const seen = { put: 0, read: 0, isClosed: false };
    const blobs: Blobs = Object.assign(new MemoryBlobs(), {
      async put({ part }: PartKey, bytes: AsyncIterable<Uint8Array>) {
        for await (const each of bytes) seen.put += each.length;
        return `hash ${part}`;
      },
      async *read(_: Piece, from: number, to: number) {
        try {
          for (let at = from; at < to; at += chunk.length) {
            const some = chunk.subarray(0, Math.min(chunk.length, to - at));
            seen.read += some.length;
            yield some;
          }
        } finally {
          seen.isClosed = true;
        }
      },
    });
    return { seen, blobs };
  }

  test("512 MiB in and out, and never more than a few chunks on the way", async () => {
    const { seen, blobs } = counting();
    const { host, guest } = await blobHouse({}, { blobs });
    const id = await idOf(await host.make(size));
    let given = 0;
    let furthest = 0;
    const part = () => {
      let left = blobPartBytes;
      return new ReadableStream(
        {
          pull(controller) {
            furthest = Math.max(furthest, given - seen.put);
            given += chunk.length;
            left -= chunk.length;
            controller.enqueue(chunk);
            if (left === 0) controller.close();
          },
        },
        { highWaterMark: 0 },
      );
    };
    for (let n = 0; n < size / blobPartBytes; n += 1)
      expect((await host.put(id, n, part())).status).toBe(200);
    expect([given, seen.put]).toEqual([size, size]);
    expect(furthest).toBeLessThanOrEqual(4 * chunk.length);
    let got = 0;
    let ahead = 0;
    for await (const each of (await guest.get(id)).body ?? []) {
      got += each.length;
      ahead = Math.max(ahead, seen.read - got);
    }
    expect(got).toBe(size);
    expect(ahead).toBeLessThanOrEqual(4 * chunk.length);
  });

  test("[SR3] what breaks off in the middle is an error to the reader, and tells nobody the blob's name", async () => {
    const { host, guest, blobs, lines } = await blobHouse();
    const id = await host.give(noise(10));
    blobs.read = async function* () {
      yield noise(5);
      throw new Error(`no such file: ${id}`);
    };
    const reader = (await guest.get(id)).body?.getReader();
    expect((await reader?.read())?.value?.length).toBe(5);
    expect(await reader?.read().catch((cause: unknown) => ["cut", cause])).toEqual([
      "cut",
      undefined,
    ] as never);
    expect(lines.some((line) => line.includes("sending a blob failed"))).toBe(true);
    await reader?.closed.catch(() => {});
  });

  test("who stops reading stops the reading", async () => {
    const { seen, blobs } = counting();
    const { host, guest } = await blobHouse({}, { blobs });
    const id = await idOf(await host.make(blobPartBytes));
    await host.put(id, 0, new Uint8Array(blobPartBytes));
    const reader = (await guest.get(id)).body?.getReader();
    expect(seen.read).toBe(0);
    await reader?.read();
    await reader?.cancel();
    expect(seen.read).toBeLessThanOrEqual(2 * chunk.length);
    expect(seen.isClosed).toBe(true);
  });
});
