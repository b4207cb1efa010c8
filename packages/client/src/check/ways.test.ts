import { expect, test } from "bun:test";
import { type Attempt, failureOf, lightOf, type Result, wayOf } from "./ways.ts";

test("[CA4] every URL has its light", () => {
  const urls = [
    "stun:a.example:3478",
    "stuns:a.example",
    "turn:a.example",
    "turn:a.example:3478?transport=udp",
    "TURN:a.example?transport=TCP",
    "turns:a.example:443?transport=tcp",
    "https://a.example",
  ];
  expect(urls.map(wayOf)).toEqual(["stun", "stun", "turn-udp", "turn-udp", "turn-tcp", "turn-tls", null]);
});

test("[CA4] what a server says is told from nobody answering", () => {
  const whys = { 401: "login", 403: "forbidden", 438: "stale", 486: "full", 508: "full", 400: "unknown" };
  for (const [code, why] of Object.entries(whys)) {
    expect(failureOf(Number(code), "")).toMatchObject({ is: "refused", why, code: Number(code) });
  }
  const silent = (why: string) => ({ is: "unreachable", why });
  expect(failureOf(701, "TURN host lookup received error.")).toMatchObject(silent("no-name"));
  expect(failureOf(701, "TURN allocate request timed out.")).toMatchObject(silent("no-answer"));
});

const open = (ms: number): Result => ({ is: "open", ms });
const refused: Result = { is: "refused", ms: 5, why: "login", code: 401 };
const silent: Result = { is: "unreachable", ms: 2, why: "no-answer" };
const attempts = (...results: (Result | null)[]): Attempt[] =>
  results.map((result) => ({ way: "turn-udp", url: "turn:a", result }));

test("[CA4] a light is the best of its attempts, and waits for the last of them before it says no", () => {
  const light = (...results: (Result | null)[]) => lightOf(attempts(...results), "turn-udp");
  expect(light()).toEqual({ is: "not-offered" });
  expect(light(null, silent)).toEqual({ is: "trying" });
  expect(light(null, open(9))).toEqual(open(9));
  expect(light(open(30), open(9), refused)).toEqual(open(9));
  expect(light(silent, refused)).toEqual(refused);
});
