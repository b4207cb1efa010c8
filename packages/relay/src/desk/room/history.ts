import {
  type ConversationId,
  fitJson,
  type History,
  historyPage,
  keptSealed,
  type KeptSealed,
  type Posted,
  type Refusal,
} from "@chatorbit/protocol";
import { keep } from "../../keeping.ts";
import type { Entry } from "../../log.ts";
import type { Store } from "../../ports.ts";
import type { Relay } from "../../relay.ts";
import { type Answer, no, yes } from "../answer.ts";
import { acting, type RoomRequest } from "./member.ts";

/** What a room keeps, a page at a time, after the place `after` (SR4). */
export async function roomHistory(
  relay: Relay,
  request: RoomRequest,
  after: number,
): Promise<Answer<History>> {
  const held = await acting(relay, request, "history", relay.settings.limits.talkBySeat);
  if (held.refusal !== null) return held;
  const { conversation, seat } = held.value;
  const { page, more } = await pageAfter(relay.ports.store, conversation.id, after);
  const shown = (entry: Entry) => ({
    id: entry.cid,
    seq: entry.seq,
    sealed: entry.sealed === null ? null : fitJson(keptSealed, entry.sealed),
    timestamp: entry.at,
    roomId: request.room,
    own: entry.by === seat.role,
  });
  return yes({ messages: page.map(shown), more });
}

/** Entries read at a time: long ones must not all be held for a page that ends before them. */
const batch = 16;

async function pageAfter(
  store: Store,
  id: ConversationId,
  after: number,
): Promise<{ readonly page: readonly Entry[]; readonly more: boolean }> {
  const page: Entry[] = [];
  let chars = 0;
  for (;;) {
    const found = await store.entries(id, page.at(-1)?.seq ?? after, batch);
    for (const entry of found) {
      if (page.length >= historyPage.entries || chars >= historyPage.chars) return { page, more: true };
      page.push(entry);
      chars += entry.sealed?.length ?? 0;
    }
    if (found.length < batch) return { page, more: false };
  }
}

/** Keeps something more (SR4): what `send` does on a socket. */
export async function post(relay: Relay, request: RoomRequest, sealed: KeptSealed): Promise<Answer<Posted>> {
  const held = await acting(relay, request, "post", relay.settings.limits.talkBySeat);
  if (held.refusal !== null) return held;
  const { conversation, seat } = held.value;
  const kept = await keep(relay, conversation, seat, sealed);
  if (kept.refusal !== null) return no(said[kept.refusal] ?? kept.refusal);
  const { seq, at, isDup } = kept.value;
  const answer = { id: sealed.message_id, seq, timestamp: at } as const;
  return yes(isDup ? { ...answer, dup: true } : answer);
}

/** What a refusal is called over HTTP, where a room that has ended is one that never was. */
const said: Readonly<Partial<Record<Refusal, Refusal>>> = { ended: "unknown", malformed: "invalid-field" };
