import { describe, expect, test } from "bun:test";
import { MemoryBlobs } from "@chatorbit/backends/blobs";
import { blobPartBytes, blobPaths, tokenHeader } from "@chatorbit/protocol";
import { StorageFullError } from "@chatorbit/relay";
import { blobHouse, idOf, noise, PlantedDisk, refusal, stored } from "../testing/blobs.ts";

describe("[FI2] how much", () => {
  test("a file, a seat, unfinished ones; what is removed makes room", async () => {
    const { host, guest } = await blobHouse({
      CHAT_BLOB_MAX_FILE_BYTES: "1000",
      CHAT_BLOB_MAX_SEAT_BYTES: "2500",
    });
    expect(await refusal(host.make(1001))).toBe("413 too-large");
    const first = await host.give(noise(1000));
    await host.give(noise(1000));
    const refused = await host.make(501);
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(await refusal(refused)).toBe("507 blobs-full");
    expect(await refusal(guest.make(501))).toBe("200");
    await guest.drop(first);
    for (let n = 0; n < 4; n += 1) expect(await refusal(host.make(1))).toBe("200");
    expect(await refusal(host.make(1))).toBe("507 blobs-full");
  });

  test("many asks at once get the room of a seat and not a byte more", async () => {
    const { host } = await blobHouse({ CHAT_BLOB_MAX_SEAT_BYTES: "1000" });
    const answers = await Promise.all(Array.from({ length: 30 }, () => refusal(host.make(400))));
    expect(answers.filter((answer) => answer === "200")).toHaveLength(2);
  });

  test("a server that takes none says so; a session that waits for its guest likewise", async () => {
    const { host } = await blobHouse({ CHAT_BLOB_MAX_FILE_BYTES: "0" });
    expect(await refusal(host.make(5))).toBe("403 no-blobs");
    const { ask, call, asked } = await blobHouse();
    const { token } = (await (await call("POST", "/api/tokens/issue", asked)).json()) as { token: string };
    await call("POST", "/api/tokens/join", { token, client_identity: "host-key" });
    const who = { authorization: "Bearer host-key", [tokenHeader]: token };
    const body = JSON.stringify({ size: 5, parts: 1 });
    expect(await refusal(ask("POST", blobPaths.all, who, body))).toBe("409 peer-away");
  });

  test("[OP4] a disk that fills up refuses what is new, by name; fetching, removing, ending go on", async () => {
    const gib = 1024 * 1024 * 1024;
    const blobs = new PlantedDisk();
    const { disk } = blobs;
    Object.assign(disk, { free: 10 * gib, total: 100 * gib });
    const { host, guest, end } = await blobHouse({}, { blobs });
    const id = await host.give(noise(5));
    const begun = await idOf(await host.make(10));
    disk.free = 0.6 * gib;
    expect(await refusal(host.make(200_000_000))).toBe("507 storage-full");
    expect(await refusal(host.put(begun, 0, noise(10)))).toBe("200");
    disk.free = 0.2 * gib;
    const late = await guest.make(1);
    expect(late.headers.get("retry-after")).toBe("60");
    expect(await refusal(late)).toBe("507 storage-full");
    expect(await refusal(host.put(begun, 0, noise(10)))).toBe("507 storage-full");
    expect((await guest.get(id)).status).toBe(200);
    expect(await refusal(guest.drop(id))).toBe("200");
    expect((await end()).status).toBe(200);
    expect(await stored(blobs)).toEqual([]);
  });

  test("[OP4] a disk that is full in the middle of a part: a clear no, and the server goes on", async () => {
    const blobs = new MemoryBlobs();
    const put = blobs.put.bind(blobs);
    const { host, guest, call } = await blobHouse({}, { blobs });
    const id = await idOf(await host.make(10));
    blobs.put = async (_, bytes) => {
      for await (const chunk of bytes) expect(chunk.length).toBe(10);
      throw new StorageFullError("planted");
    };
    expect(await refusal(host.put(id, 0, noise(10)))).toBe("507 storage-full");
    expect((await call("GET", "/healthz")).status).toBe(200);
    blobs.put = put;
    expect(await refusal(host.put(id, 0, noise(10)))).toBe("200");
    expect((await guest.get(id)).status).toBe(200);
  });

  test("bytes are counted, up and down: beyond the allowance one waits", async () => {
    const { host, guest, clock } = await blobHouse({ CHAT_BLOB_MAX_FILE_BYTES: "4194304" });
    const id = await host.give(noise(blobPartBytes));
    let taken = 0;
    let refused: Response | null = null;
    while (refused === null && taken < 1000) {
      const answer = await guest.get(id);
      if (answer.ok) taken += 1;
      else refused = answer;
      await answer.body?.cancel();
    }
    expect(taken).toBe(256);
    expect(refused?.headers.get("retry-after")).toBe("1");
    expect((await host.get(id)).status).toBe(200);
    clock.at += 1000;
    expect((await guest.get(id)).status).toBe(200);
  });

  test("requests are counted per seat", async () => {
    const { host, guest } = await blobHouse();
    for (let n = 0; n < 60; n += 1) await host.drop("0".repeat(32));
    expect(await refusal(host.drop("0".repeat(32)))).toBe("429 rate");
    expect(await refusal(guest.drop("0".repeat(32)))).toBe("404 unknown");
  });
});
