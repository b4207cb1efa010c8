/** History brought back after a reload (TS9, CRYPTO §4 `sync`). */
import { utf8Encode } from "@chatorbit/crypto";
import { isGone } from "../early.ts";
import { hasHoles } from "../epochs.ts";
import { type BodyOf, codePoints, isFarAhead } from "../payload.ts";
import { restore, type Said } from "../timeline.ts";
import { say } from "./flow.ts";
import { canTalk, type ConversationTurn, ownersFrom, set, tell } from "./turn.ts";
import { liveOf } from "./channel.ts";

export function bringBack(turn: ConversationTurn): void {
  if (!turn.state.mayBringBack || !canTalk(turn.state)) return;
  say(turn, { t: "sync.req", since: 0 });
  set(turn, { historyUntil: turn.now + historyWithinMs });
}

/** The other device has this long to bring history back, ms. */
const historyWithinMs = 120_000;

/** Bytes of history in one part beside its last item; an envelope holds 128 KiB, one item 96. */
const partBytes = 24_000;

/** History is given back this often at most, ms. */
const giveAgainMs = 10_000;

/**
 * Gives back what this device still has, in parts (CRYPTO §4 `sync`): what was said with the device
 * that sits there now, never what another one in that seat had said and heard.
 */
export function giveHistory(turn: ConversationTurn, since: number): void {
  const { outbox, historyGivenAt } = turn.state;
  // One asking, one giving: a single small question must not make this device talk without end.
  if (outbox.parcels.some(({ body }) => body.t === "sync.part")) return;
  if (historyGivenAt !== null && turn.now < historyGivenAt + giveAgainMs) return;
  set(turn, { historyGivenAt: turn.now });
  const told = turn.state.timeline
    .slice(ownersFrom(turn.state))
    .filter((entry) => entry.kind === "message")
    .filter((entry) => entry.ts >= since && entry.delivery !== "failed");
  // Sound is too much to be said twice: the other one hears how many stay behind.
  const voices = told.filter(({ voice }) => voice !== null).length;
  const files = told.filter(({ file }) => file !== null).length;
  const items = told.flatMap((said) =>
    said.body === null || said.voice !== null || said.file !== null ? [] : [itemOf(said, said.body)],
  );
  let part: typeof items = [];
  let size = 0;
  for (const item of items) {
    if (size > partBytes || part.length === 100) {
      say(turn, { t: "sync.part", items: part, last: false });
      part = [];
      size = 0;
    }
    part.push(item);
    size += utf8Encode(JSON.stringify(item)).length;
  }
  say(turn, { t: "sync.part", items: part, last: true, ...countsOf({ voices, files }) });
}

const countsOf = ({ voices, files }: { readonly voices: number; readonly files: number }) => ({
  ...(voices === 0 ? {} : { voices }),
  ...(files === 0 ? {} : { files }),
});

const itemOf = ({ by, id, ts, replyTo, reactions }: Said, body: string) => ({
  by,
  id,
  ts,
  body,
  ...(replyTo === null ? {} : { reply_to: replyTo }),
  ...(Object.keys(reactions).length === 0 ? {} : { reactions }),
});

/** The other side's copy: shown as such, because it could have invented it. */
export function takeHistory(
  turn: ConversationTurn,
  { items, last, voices, files }: BodyOf<"sync.part">,
): void {
  const { timeline, seat, facts, historyUntil, early } = turn.state;
  const { epochs } = liveOf(turn.state);
  // Only what was asked for: nobody puts words into this timeline by himself.
  if (seat === null || facts === null || historyUntil === null || turn.now >= historyUntil) return;
  const history = items
    .filter(
      ({ by, id, ts, body }) =>
        codePoints(body) <= facts.maxChars && !isFarAhead(ts, turn.now) && !isGone(early, { by, id }),
    )
    .map(({ by, id, ts, body, reply_to: replyTo = null, reactions = {} }): Said => ({
      kind: "message",
      by,
      id,
      ts,
      body,
      replyTo,
      voice: null,
      file: null,
      reactions,
      reactedAt: {},
      delivery: by === seat.role ? "delivered" : null,
      isPeersCopy: true,
      seq: null,
      isNotSentHere: false,
    }));
  const next = restore(timeline, history);
  const count = next.length - timeline.length;
  const mayBringBack = turn.state.mayBringBack && !last;
  // On the way the last part may have overtaken others.
  const isWhole = !mayBringBack && !hasHoles(epochs);
  set(turn, { timeline: next, mayBringBack, historyUntil: isWhole ? null : historyUntil });
  if (count > 0) tell(turn, { type: "history-returned", count });
  if (voices !== undefined) tell(turn, { type: "voice-left-out", count: voices });
  if (files !== undefined) tell(turn, { type: "file-left-out", count: files });
}
