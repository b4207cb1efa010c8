import { expect, test } from "bun:test";
import { blobMade, blobRemoved, newBlobBody, partTaken } from "./blob-routes.ts";
import { down } from "./down.ts";
import { oldUp } from "./old-wire.ts";
import { endBody, extendBody, issueBody, issued, joinBody, joined, problem, seatBody } from "./routes.ts";
import {
  admissionBody,
  admitted,
  challenged,
  createRoomBody,
  enterBody,
  entered,
  history,
  postBody,
  posted,
  roomCreated,
  timeLeft,
} from "./room-routes.ts";
import { up } from "./up.ts";
import { wireVersion } from "./version.ts";

/** A schema as text: kinds, fields, ranges, in a fixed order. */
function describe(schema: unknown): unknown {
  if (schema instanceof RegExp) return String(schema);
  if (schema instanceof Set) return [...schema].map(describe);
  if (Array.isArray(schema)) return schema.map(describe);
  if (typeof schema !== "object" || schema === null)
    return typeof schema === "function" ? "function" : schema;
  const kept = [
    "type",
    "entries",
    "options",
    "pipe",
    "wrapped",
    "literal",
    "item",
    "items",
    "key",
    "requirement",
  ];
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name]) => kept.includes(name) || !("kind" in schema))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, describe(value)]),
  );
}

test("[W30] a change of the wire is a decision", () => {
  const all = {
    up,
    down,
    oldUp,
    issueBody,
    issued,
    joinBody,
    joined,
    seatBody,
    endBody,
    extendBody,
    problem,
    createRoomBody,
    roomCreated,
    admissionBody,
    admitted,
    challenged,
    enterBody,
    entered,
    timeLeft,
    postBody,
    posted,
    history,
    newBlobBody,
    blobMade,
    partTaken,
    blobRemoved,
  };
  const hash = new Bun.CryptoHasher("sha256").update(JSON.stringify(describe(all))).digest("hex");
  expect({ wireVersion, hash: hash.slice(0, 16) }).toEqual({ wireVersion: 1, hash: "c06afa988990fbfc" });
});
