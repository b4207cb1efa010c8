import { expect, test } from "bun:test";
import { newUuid } from "@chatorbit/crypto";
import { Pair, randomOf, type Side } from "../../testing/pair.ts";
import { says } from "../../testing/says.ts";
import type { Effect } from "./effects.ts";

/* What a conversation does for its files: it carries their words unread, and gives them a place among its own. */

function talking(seed: number): Pair {
  const pair = new Pair(seed);
  pair.seat();
  pair.settle();
  return pair;
}

const random = randomOf(9);
const face = { name: "a.bin", size: 5, mime: "", image: null };
const offerOf = (fid: string) => ({ t: "file.offer", id: fid, anything: [1, 2] }) as const;

/** What a side's machine of files is told. */
function heardBy(pair: Pair, side: Side): Extract<Effect, { type: "heardFile" }>[] {
  const heard: Extract<Effect, { type: "heardFile" }>[] = [];
  pair.watch = (at, effects) => {
    if (at === side) heard.push(...effects.filter((effect) => effect.type === "heardFile"));
  };
  return heard;
}

const linesOf = ({ state }: Side) => state.timeline.filter((entry) => entry.kind === "message");
const own = (fid: string) => ({ type: "showFile", fid, face, replyTo: null, heardAt: null }) as const;

test("[FI1] an offer is a message with the file's own id, and its words reach the other machine unread", () => {
  const pair = talking(1);
  const fid = newUuid(random);
  const heard = heardBy(pair, pair.guest);
  pair.feed(pair.host, own(fid));
  pair.feed(pair.host, { type: "send", body: "after", replyTo: null });
  pair.feed(pair.host, { type: "sayFile", signal: offerOf(fid) });
  pair.settle();
  expect(heard.map(({ signal }) => signal)).toEqual([offerOf(fid)]);
  const [mine] = linesOf(pair.host);
  expect(heard[0]?.ts).toBe(mine?.ts ?? 0);
  expect(mine).toMatchObject({ id: fid, file: face, delivery: "delivered" });
  pair.feed(pair.guest, { ...own(fid), heardAt: heard[0]?.ts ?? 0 });
  // It was offered last and said first: there it stands where its author put it.
  expect(linesOf(pair.guest).map(({ id, body }) => (id === fid ? "file" : body))).toEqual(["file", "after"]);
  expect(pair.guest.state.unread).toContain(fid);
});

test("[FI1] said again under new keys it is a word with an id of its own, heard once more", () => {
  const pair = talking(2);
  const fid = newUuid(random);
  pair.feed(pair.host, own(fid));
  pair.feed(pair.host, { type: "sayFile", signal: offerOf(fid) });
  const before = pair.host.state.outbox.parcels.length;
  pair.feed(pair.host, { type: "sayFile", signal: offerOf(fid) });
  expect(pair.host.state.outbox.parcels.length).toBe(before);
  const heard = heardBy(pair, pair.guest);
  pair.settle();
  pair.feed(pair.host, { type: "sayFile", signal: offerOf(fid) });
  pair.settle();
  expect(heard).toHaveLength(2);
});

test("[FI1] taken back before it was offered nothing is said of it; after, both lose it", () => {
  const pair = talking(3);
  const fid = newUuid(random);
  pair.feed(pair.host, own(fid));
  pair.feed(pair.host, { type: "remove", ids: [fid] });
  expect(linesOf(pair.host)).toEqual([]);
  expect(pair.host.state.outbox.parcels).toEqual([]);
  const next = newUuid(random);
  pair.feed(pair.host, own(next));
  pair.feed(pair.host, { type: "sayFile", signal: offerOf(next) });
  pair.settle();
  pair.feed(pair.guest, { ...own(next), heardAt: pair.now });
  pair.feed(pair.host, { type: "remove", ids: [next] });
  pair.settle();
  for (const side of [pair.host, pair.guest])
    expect(linesOf(side)).toMatchObject([{ id: next, body: null, file: null }]);
});

test("[FI1] a cancel of what is no voice message is the files' word; a voice message keeps its own", () => {
  const pair = talking(4);
  const fid = newUuid(random);
  const heard = heardBy(pair, pair.guest);
  says(pair, pair.host, { t: "file.cancel", id: fid, reason: "changed" });
  expect(heard.map(({ signal }) => signal)).toEqual([{ t: "file.cancel", id: fid, reason: "changed" }]);
});

test("[CRYPTO §6] ways of the files' connection that have not left are taken back, those of a call are not", () => {
  const pair = talking(5);
  const { host } = pair;
  pair.feed(host, { type: "dropped", code: 1006 });
  pair.feed(host, { type: "sayFile", signal: { t: "dc.ice", cands: [] } });
  pair.feed(host, { type: "sayCall", signal: { t: "rtc.ice", cands: [] } });
  pair.feed(host, { type: "unsayWays", of: "file" });
  expect(host.state.outbox.parcels.map(({ body }) => body.t)).toEqual(["rtc.ice"]);
});

test("[TS9] files do not come back after a reload, and how many there were is said", () => {
  const pair = talking(6);
  pair.feed(pair.host, own(newUuid(random)));
  pair.feed(pair.host, { type: "send", body: "words", replyTo: null });
  pair.settle();
  says(pair, pair.guest, { t: "sync.req", since: 0 });
  const part = pair.host.state.outbox.parcels.find(({ body }) => body.t === "sync.part");
  expect(part?.body).toMatchObject({ files: 1, items: [{ body: "words" }] });
});
