import { expect, test } from "bun:test";
import { noPrev } from "@chatorbit/crypto";
import { type Body, callWords } from "../payload.ts";
import { keptTypeOf, readKeptPayload, writeKeptPayload } from "./payload.ts";

const id = "00000000-0000-4000-8000-000000000001";

test("[SR4] [CRYPTO §6] words and what must last are kept, what is for whoever is here is not, and pacts are nothing here", () => {
  const types = (bodies: readonly Body[]) => new Set(bodies.map(keptTypeOf));
  expect(types([{ t: "text", body: "a" }])).toEqual(new Set(["message"]));
  const lasting: readonly Body[] = [
    { t: "delete", ids: [id] },
    { t: "react", by: "host", id, emoji: null },
    { t: "read", ids: [id] },
    { t: "name", name: "" },
    { t: "verify", ok: true },
    { t: "end" },
    { t: "hello", ver: 1, caps: [], build: "", max_v: 1 },
    { t: "file.cancel", id },
  ];
  expect(types(lasting)).toEqual(new Set(["control"]));
  const passing: readonly Body[] = [
    { t: "typing", on: true },
    { t: "ack" },
    ...callWords.map((t) => ({ t }) as const),
  ];
  expect(types(passing)).toEqual(new Set(["signal"]));
  expect(
    types([
      { t: "xt.ok", id },
      { t: "leap.no", id },
      { t: "sync.req", since: 0 },
    ]),
  ).toEqual(new Set([null]));
});

test("[CRYPTO §5] a payload is read as it was written; half of one is none", () => {
  const seen = [{ inst: "AAAAAAAAAAA=", n: 3 }];
  const text = writeKeptPayload({ t: "text", body: "ahoj" }, 5, noPrev, seen);
  expect(readKeptPayload(JSON.parse(text))).toEqual({
    ts: 5,
    prev: noPrev,
    seen,
    body: { t: "text", body: "ahoj" },
  });
  const whole = JSON.parse(text) as object;
  for (const broken of [
    { ...whole, prev: undefined },
    { ...whole, seen: "all" },
    { ...whole, seen: [{ inst: "short", n: 0 }] },
    { ...whole, ts: -1 },
    { ...whole, body: 7 },
    null,
    [],
  ])
    expect(readKeptPayload(broken)).toBeNull();
  expect(readKeptPayload({ ...whole, t: "of-tomorrow" })?.body).toBeNull();
});
