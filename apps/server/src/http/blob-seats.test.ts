import { describe, expect, test } from "bun:test";
import { type BlobId, blobPartBytes, blobPaths, roomPaths, tokenHeader } from "@chatorbit/protocol";
import { blobHouse, blobRoom, bytesOf, heldUp, idOf, noise, refusal, stored } from "../testing/blobs.ts";
import { naughty, wrongTypes } from "../testing/naughty.ts";

describe("[FI2] whose blobs are", () => {
  test("the other one may not write, and remove only when it is whole; the author at any time", async () => {
    const { host, guest, blobs } = await blobHouse();
    const id = await idOf(await host.make(5));
    expect(await refusal(guest.put(id, 0, noise(5)))).toBe("403 not-yours");
    expect(await stored(blobs)).toEqual([]);
    expect(await refusal(guest.drop(id))).toBe("409 unfinished");
    expect(await refusal(host.drop(id))).toBe("200");
    expect(await refusal(host.drop(id))).toBe("404 unknown");
    expect(await refusal(host.put(id, 0, noise(5)))).toBe("404 unknown");
  });

  test("strangers get one answer, whether a blob is there or not", async () => {
    const { host, ask, headersOf, seat } = await blobHouse();
    const id = await host.give(noise(5));
    const none = "0".repeat(32);
    const stranger = seat("stranger");
    const requests: readonly ((id: string, who: Record<string, string>) => Promise<Response>)[] = [
      (each, who) => ask("GET", blobPaths.one(each), who),
      (each, who) => ask("PUT", blobPaths.part(each, 0), who, noise(5)),
      (each, who) => ask("DELETE", blobPaths.one(each), who),
    ];
    for (const request of requests) {
      for (const each of [id, none]) {
        expect(await refusal(request(each, headersOf("stranger")))).toBe("403 not-yours");
        expect(await refusal(request(each, {}))).toBe("401 no-credential");
        expect(await refusal(request(each, { authorization: "Bearer host-key" }))).toBe("401 no-credential");
        const unknown = { ...headersOf("host-key"), [tokenHeader]: "AAAAAAAAAAAA" };
        expect(await refusal(request(each, unknown))).toBe("404 unknown");
      }
    }
    expect(await refusal(stranger.make(5))).toBe("403 not-yours");
    // A seat of another session: its key is right there, and the blob is not.
    const other = await blobHouse();
    expect(await refusal(other.host.get(id))).toBe("404 unknown");
  });

  test("a seat of another session of the same server finds nothing", async () => {
    const { host, session, ask } = await blobHouse();
    const id = await host.give(noise(5));
    const who = { authorization: "Bearer host-key", [tokenHeader]: await session() };
    expect(await refusal(ask("GET", blobPaths.one(id), who))).toBe("404 unknown");
    expect(await refusal(ask("DELETE", blobPaths.one(id), who))).toBe("404 unknown");
    expect(await refusal(ask("PUT", blobPaths.part(id, 0), who, noise(5)))).toBe("404 unknown");
    expect((await host.get(id)).status).toBe(200);
  });

  test("[TS12] a freed seat has no way to its blobs, and they go", async () => {
    const { host, guest, call, token, blobs } = await blobHouse();
    const id = await guest.give(noise(5));
    const kept = await host.give(noise(6));
    await call("POST", `/api/session/${token}/reseat`, { client_identity: "host-key" });
    expect(await refusal(guest.get(id))).toBe("403 not-yours");
    expect(await refusal(host.get(id))).toBe("404 unknown");
    expect((await host.get(kept)).status).toBe(200);
    expect(await stored(blobs)).toEqual([kept as BlobId]);
  });

  test("names from outside lead nowhere", async () => {
    const { host } = await blobHouse();
    const id = await host.give(noise(5));
    for (const name of [...naughty, id.toUpperCase(), `${id}0`, `${id}%00`, "../secret"]) {
      if (name === "" || name.includes("/")) continue;
      const safe = encodeURIComponent(name.replaceAll(/[\ud800-\udfff]/g, "x"));
      expect(await refusal(host.get(safe))).toBe("404 unknown");
      expect(await refusal(host.drop(safe))).toBe("404 unknown");
      expect(await refusal(host.put(id, safe, noise(5)))).toMatch(/^(404 unknown|422 invalid-field)$/);
    }
  });

  test("naughty and wrong values of every field are refused by name", async () => {
    const { host, ask, headersOf } = await blobHouse();
    const who = headersOf("host-key");
    for (const value of wrongTypes) {
      for (const body of [{ size: value, parts: 1 }, { size: 5, parts: value }, value])
        expect(await refusal(ask("POST", blobPaths.all, who, JSON.stringify(body)))).toMatch(
          /^(400 malformed|422 invalid-field)$/,
        );
    }
    expect(await refusal(host.make(blobPartBytes, 2))).toBe("422 invalid-field");
    expect(await refusal(host.make(blobPartBytes + 1, 1))).toBe("422 invalid-field");
  });
});

describe("[FI2] [SR3] blobs of a room", () => {
  test("by cookie, and by a page that may", async () => {
    const { ann, bob, at, put, reach, blobs } = await blobRoom();
    const made = await ann.json("POST", at(blobPaths.all), { size: 5, parts: 1 });
    const id = String(made.id);
    expect(await refusal(put(ann, id, noise(5), ""))).toBe("401 no-credential");
    expect(await refusal(put(ann, id, noise(5), "https://evil.example"))).toBe("403 wrong-origin");
    expect(await refusal(put(ann, id, noise(5)))).toBe("200");
    const got = await bob.ask("GET", at(blobPaths.one(id)));
    expect((await bytesOf(got)).equals(noise(5))).toBe(true);
    expect((await bob.ask("HEAD", at(blobPaths.one(id)), undefined, null)).status).toBe(200);
    expect(await refusal(reach(at(blobPaths.one(id)), {}))).toBe("401 no-credential");
    expect(await refusal(bob.ask("DELETE", at(blobPaths.one(id)), undefined, null))).toBe(
      "401 no-credential",
    );
    expect(await refusal(bob.ask("DELETE", at(blobPaths.one(id))))).toBe("200");
    expect(await stored(blobs)).toEqual([]);
  });

  test("a room's end leaves no file and no name, and is one that never was", async () => {
    const { ann, bob, room, at, put, blobs, store } = await blobRoom();
    const { id } = await ann.json("POST", at(blobPaths.all), { size: 5, parts: 1 });
    await put(ann, String(id), noise(5));
    expect(await refusal(bob.ask("DELETE", roomPaths.room(room)))).toBe("200");
    expect([await stored(blobs), await store.shelf.gone(10)]).toEqual([[], []]);
    expect(await refusal(ann.ask("GET", at(blobPaths.one(String(id)))))).toBe("404 unknown");
    expect(await refusal(put(ann, String(id), noise(5)))).toBe("404 unknown");
  });

  test("ended in the middle of a part, it is one that never was, and nothing is left", async () => {
    for (const isPressed of [true, false]) {
      const { ann, bob, room, at, put, blobs, clock, relay } = await blobRoom();
      const { id } = await ann.json("POST", at(blobPaths.all), { size: 20, parts: 1 });
      const { body, begun, goOn } = heldUp(noise(10), noise(10));
      const answer = refusal(put(ann, String(id), body));
      await begun;
      if (isPressed) expect(await refusal(bob.ask("DELETE", roomPaths.room(room)))).toBe("200");
      else clock.at += 600_000;
      goOn();
      expect(await answer).toBe("404 unknown");
      await relay.tick(clock.at);
      expect(await stored(blobs)).toEqual([]);
    }
  });

  test("a room's key opens nothing in another room", async () => {
    const one = await blobRoom();
    const { id } = await one.ann.json("POST", one.at(blobPaths.all), { size: 5, parts: 1 });
    const { room } = await one.ann.makeRoom();
    expect(await refusal(one.ann.ask("GET", `${blobPaths.one(String(id))}?roomId=${room}`))).toBe(
      "404 unknown",
    );
  });
});
