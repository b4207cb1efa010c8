import { expect, test } from "bun:test";
import { newUuid, sealFile, toBase64, uuidToBytes } from "@chatorbit/crypto";
import { voiceLimits } from "@chatorbit/protocol";
import { Pair, randomOf, type Side } from "../../testing/pair.ts";
import { says } from "../../testing/says.ts";
import { type BodyOf, readPayload } from "../payload.ts";
import { makeRoom, mostKeptBytes, noVoices, type Voice } from "../voice.ts";

/* The other device means ill: its descriptors lie, its parts are none, or there are too many of them. */

function talking(seed: number): Pair {
  const pair = new Pair(seed);
  pair.seat();
  pair.settle();
  return pair;
}

const random = randomOf(5);

/** A voice message as an honest device makes it, in pieces. */
function made(size: number, change: Partial<BodyOf<"file">> = {}) {
  const [fid, fk] = [newUuid(random), random(32)];
  const { shape, chunks } = sealFile(uuidToBytes(fid), fk, random(size));
  const body: BodyOf<"file"> = {
    t: "file",
    id: fid,
    k: toBase64(fk),
    size,
    chunks: shape.chunks,
    root: toBase64(shape.root),
    name: "",
    mime: "audio/ogg",
    voice: { ms: 2_000, wave: [] },
    ...change,
  };
  const part = (i: number, c = chunks[i] ?? new Uint8Array(528)) =>
    ({ t: "file.part", id: fid, i, c: toBase64(c) }) as const;
  return { body, part, chunks };
}

const voicesOf = ({ state }: Side) => state.voices.all.map((voice) => voice.is);
const cancels = ({ state }: Side) => state.outbox.parcels.filter(({ body }) => body.t === "file.cancel");

test("[FI3] parts in any order and twice make the sound, once", () => {
  const pair = talking(1);
  const { body, part, chunks } = made(200_000);
  says(pair, pair.guest, body);
  for (const i of [3, 1, 1, 0, 3, 2]) says(pair, pair.guest, part(i));
  expect(chunks.length).toBe(4);
  expect(voicesOf(pair.host)).toEqual(["here"]);
  says(pair, pair.guest, part(0));
  expect(voicesOf(pair.host)).toEqual(["here"]);
  expect(cancels(pair.host)).toEqual([]);
});

test("[FI3] a descriptor whose numbers do not fit is no voice message, and is said to be broken", () => {
  for (const change of [{ chunks: 2 }, { k: toBase64(random(31)) }, { root: toBase64(random(31)) }]) {
    const pair = talking(2);
    says(pair, pair.guest, made(1_000, change).body);
    expect(voicesOf(pair.host)).toEqual(["gone"]);
    expect(pair.host.state.timeline.filter(({ kind }) => kind === "message").length).toBe(1);
  }
});

test("[FI3] a size that lies, a chunk that is none, and a root of something else never make sound", () => {
  const pair = talking(3);
  const wrong = made(1_000, { size: 1_001 });
  says(pair, pair.guest, wrong.body);
  says(pair, pair.guest, wrong.part(0));
  expect(voicesOf(pair.host)).toEqual(["coming"]);
  const swapped = made(1_000, { root: toBase64(random(32)) });
  says(pair, pair.guest, swapped.body);
  says(pair, pair.guest, swapped.part(0));
  expect(voicesOf(pair.host)).toEqual(["coming", "gone"]);
});

test("[FI3] a part past the end drops the file at once, a fifth bad one too", () => {
  const pair = talking(4);
  const past = made(1_000);
  says(pair, pair.guest, past.body);
  says(pair, pair.guest, past.part(1));
  expect(voicesOf(pair.host)).toEqual(["gone"]);
  const bad = made(1_000);
  says(pair, pair.guest, bad.body);
  for (const size of [528, 16, 528, 528]) {
    says(pair, pair.guest, bad.part(0, random(size)));
    expect(voicesOf(pair.host)).toEqual(["gone", "coming"]);
  }
  says(pair, pair.guest, bad.part(0, random(528)));
  says(pair, pair.guest, bad.part(0));
  expect(voicesOf(pair.host)).toEqual(["gone", "gone"]);
});

test("[FI3] parts of files nobody named are refused, a few words at most for however many", () => {
  const pair = talking(5);
  pair.host.state = { ...pair.host.state, link: { phase: "idle" } };
  for (let n = 0; n < 100; n += 1) says(pair, pair.guest, { ...made(600).part(0), id: newUuid(random) });
  expect(cancels(pair.host).length).toBeLessThanOrEqual(16);
  expect(voicesOf(pair.host)).toEqual([]);
});

test("[FI3] four are open at once: a fifth takes the place of the oldest", () => {
  const pair = talking(6);
  const files = Array.from({ length: 5 }, () => made(1_000));
  for (const { body } of files) says(pair, pair.guest, body);
  expect(voicesOf(pair.host)).toEqual(["gone", "coming", "coming", "coming", "coming"]);
  says(pair, pair.guest, { ...made(1_000).body, id: files[1]?.body.id ?? "" });
  expect(voicesOf(pair.host).filter((is) => is === "coming").length).toBe(4);
});

test("[FI3] only a message carries a descriptor, only a signal a part, and nobody cancels what is not his", () => {
  const pair = talking(7);
  pair.feed(pair.host, {
    type: "sendVoice",
    bytes: random(3_000),
    face: { mime: "audio/mp4", ms: 5, wave: [] },
    replyTo: null,
  });
  pair.settle();
  expect(voicesOf(pair.guest)).toEqual(["here"]);
  says(pair, pair.host, { t: "file.cancel", id: pair.host.state.voices.all[0]?.fid ?? "" });
  expect(voicesOf(pair.guest)).toEqual(["here"]);
  says(pair, pair.guest, { t: "file.cancel", id: newUuid(random) });
  expect(voicesOf(pair.host)).toEqual(["here"]);
});

test("[FI3] what a descriptor may say is bounded; a file that is no voice is a newer program's", () => {
  const common = { ts: 1, ack: { ep: 0, n: -1, miss: [], lost: [] } };
  const { body } = made(600);
  const read = (change: object) => readPayload({ ...common, ...body, ...change });
  expect(read({})?.body).toEqual(body);
  for (const change of [
    { size: voiceLimits.bytes + 1 },
    { size: 0 },
    { mime: "audio/webm;codecs=opus" },
    { mime: "text/html" },
    { voice: { ms: voiceLimits.ms + 1, wave: [] } },
    { voice: { ms: 1, wave: [32] } },
    { voice: { ms: 1, wave: Array.from({ length: 65 }, () => 0) } },
    { more: 1 },
  ])
    expect(read(change)).toBeNull();
  const { voice: _, ...other } = body;
  expect(readPayload({ ...common, ...other, mime: "application/pdf", size: 10 ** 9 })?.body).toBeNull();
  const part = made(600).part(0);
  expect(readPayload({ ...common, ...part, c: "A".repeat(87_408) })).toBeNull();
  expect(readPayload({ ...common, ...part, i: -1 })).toBeNull();
});

test("[FI3] the oldest sound that is whole is let go and wiped; what is on its way stays", () => {
  const size = mostKeptBytes / 4;
  const voice = (id: string): Voice => ({ by: "host", id, fid: id, size, is: "here", bytes: random(8) });
  const all = ["a", "b", "c", "d", "e"].map(voice);
  const room = makeRoom({ ...noVoices, all });
  expect(room.all.map(({ is }) => is)).toEqual(["gone", "here", "here", "here", "here"]);
  expect(all[0]).toMatchObject({ bytes: new Uint8Array(8) });
});
