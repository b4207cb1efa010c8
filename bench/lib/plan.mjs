// The plan tells the generator what each socket opens, says first and sends over and over.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bunPath } from "../../scripts/bun-path.mjs";
import { bench } from "./paths.mjs";
import { client, issue, join as joinSession } from "./requests.mjs";
import { tempPath } from "./temp.mjs";

/** The generator writes a number of this many digits into each message. */
const number = 1_000_000_000_000_000;

let envelopes = null;

/** A `send` frame of our wire around a really sealed envelope: the message of every peer. */
function message(index) {
  envelopes ??= JSON.parse(execFileSync(bunPath(), [join(bench, "lib/envelopes.mjs"), "16"], { cwd: bench }));
  const sealed = { ...envelopes[index % envelopes.length], n: number };
  return JSON.stringify({ type: "send", conv: randomUUID(), sealed });
}

/** Bytes of the message's text, and of what is sealed in it. */
export function messageSize() {
  const text = message(0);
  return { text: text.length, sealed: JSON.parse(text).sealed.encrypted.length };
}

/** The plan of `pairs` pairs on a peer. */
export function peerPlan(pairs, { path, wrap = (text) => text }) {
  const lines = Array.from({ length: pairs * 2 }, (_, index) => {
    const pair = Math.floor(index / 2);
    return `${path(pair, index % 2)}\t\t${wrap(message(index))}`;
  });
  return write(lines);
}

/** Issues and joins as many sessions at our server, and plans for their sockets. */
export async function ourPlan(pairs, port) {
  const seats = await takeSeats(pairs, port);
  const lines = seats.map(({ token, key }, index) => {
    const hello = { type: "hello", v: 1, client: "bench/0", auth: { token, key } };
    return `/api/socket\t${JSON.stringify(hello)}\t${message(index)}`;
  });
  return write(lines);
}

/** Two seats of each new session, side by side. Many at once: the server commits them together. */
async function takeSeats(sessions, port) {
  const agent = client(64);
  const seats = [];
  let next = 0;
  const work = async () => {
    while (next < sessions) {
      const at = 2 * next;
      next += 1;
      const token = await issue(agent, port);
      for (const side of [0, 1]) seats[at + side] = { token, key: await joinSession(agent, port, token) };
    }
  };
  await Promise.all(Array.from({ length: 64 }, work));
  agent.destroy();
  return seats;
}

function write(lines) {
  const path = tempPath("plan");
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}
