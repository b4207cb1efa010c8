/**
 * Ends the person asked for while the server could not be told: kept, and told again until it has
 * heard. The device itself has long been wiped of everything that reads messages; the seat key that is
 * kept says who ends.
 */
import { isPassing } from "@chatorbit/engine/trouble";
import { fitJson, v } from "@chatorbit/protocol";
import type { Ports } from "../ports.ts";
import { type Answer, requests } from "../requests.ts";
import { destroyRoom } from "../room/destroy.ts";

const farewell = v.object({ token: v.string(), key: v.string(), reason: v.string() });
export type Farewell = v.InferOutput<typeof farewell>;

const nameOf = (token: string) => `co:e:${token}`;

/** Pauses between tries, ms; the last one repeats while the page lives. */
const pauses = [1_000, 2_000, 5_000, 15_000];

/** The same of a room, whose seat is a cookie: nothing but its name is kept. */
export const sayRoomFarewell = (ports: Ports, room: string): Promise<void> =>
  sayFarewell(ports, { token: room, key: "", reason: byCookie });

/** Said instead of a reason: the browser itself says whose seat ends. */
const byCookie = "by-cookie";

function tell(ports: Ports, { token, key, reason }: Farewell): Promise<Answer<unknown>> {
  return reason === byCookie ? destroyRoom(ports, token) : requests(ports).end(token, key, reason);
}

/** Tells the server; resolves once it has heard, or never while the page lives without a network. */
export async function sayFarewell(ports: Ports, farewell: Farewell): Promise<void> {
  await keep(ports, farewell.token, JSON.stringify(farewell));
  for (let tries = 0; ; tries += 1) {
    const answer = await tell(ports, farewell);
    if (answer.is === "done" || !isPassing(answer.refusal)) break;
    const pause = pauses[Math.min(tries, pauses.length - 1)] ?? 15_000;
    await new Promise<void>((resolve) => ports.alarm(ports.now() + pause, resolve));
  }
  await keep(ports, farewell.token, null);
}

/** A device that keeps nothing still says its end, as long as the page lives. */
async function keep(ports: Ports, token: string, value: string | null): Promise<void> {
  try {
    await ports.vault.write("device", nameOf(token), value);
  } catch {
    // Storage full or blocked: the end matters more than its note.
  }
}

/** Ends of an earlier page that the server has not heard of yet. */
export async function sayLateFarewells(ports: Ports): Promise<void> {
  for (const name of await ports.vault.list("device", nameOf(""))) {
    const kept = fitJson(farewell, (await ports.vault.read("device", name)) ?? "");
    if (kept === null) await ports.vault.write("device", name, null);
    else void sayOnce(ports, name, kept);
  }
}

/** One page of this browser is enough. */
async function sayOnce(ports: Ports, name: string, farewell: Farewell): Promise<void> {
  const release = await ports.claim(name);
  if (release === null) return;
  await sayFarewell(ports, farewell);
  release();
}
