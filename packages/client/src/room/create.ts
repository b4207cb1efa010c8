/** A new room, by one press: its id from the server, its key made here (SR1). */
import { newRoomKey } from "@chatorbit/crypto";
import { keepNames, newLinkRecord } from "@chatorbit/engine";
import { roomPath, roomTtlSeconds } from "@chatorbit/protocol";
import type { Problem } from "../models/session-view.ts";
import type { Ports } from "../ports.ts";
import { roomRequests } from "./requests.ts";

export type Created = { readonly path: string } | { readonly problem: Problem };

/** Resolves with the path to go to: the page there registers the link. `ttl`: seconds; null: the server's usual. */
export async function createRoom(ports: Ports, ttl: number | null): Promise<Created> {
  const answer = await roomRequests(ports).create(ttl);
  if (answer.is === "refused") {
    return { problem: { trouble: answer.refusal, retryAfter: answer.retryAfter } };
  }
  const { roomId, status } = answer.value;
  const key = newRoomKey(ports.random);
  // By this device's own clock, which no server can lengthen.
  const seconds = ttl ?? Math.min(roomTtlSeconds.most, 60 * status.timer.ttl_minutes);
  const record = newLinkRecord(roomId, key, ports.now() + 1000 * seconds);
  key.fill(0);
  try {
    await ports.vault.write("sealed", keepNames.link(roomId), record);
  } catch {
    return { problem: { trouble: "storage-blocked", retryAfter: null } };
  }
  return { path: roomPath(roomId) };
}
