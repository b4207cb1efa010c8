/**
 * What was written under the link's first key. Everybody who has the link can write so, for ever; so the creator's
 * first word under epoch 1 says how far its own goes, and the rest is nobody's (CRYPTO §5).
 */
import { coveredByZeroSeal, type StreamHead, zeroSeal, type ZeroEntry } from "@chatorbit/crypto";
import { endsAt } from "../countdown.ts";
import { keptOf } from "../conversation/channel.ts";
import { type ConversationTurn, raise, set } from "../conversation/turn.ts";
import { type BodyOf, type Place } from "../payload.ts";
import { discard } from "../timeline.ts";
import { setKept } from "./set.ts";
import type { Zero } from "./state.ts";

const zeroEntry = ({ inst, n, h, prev }: Place): ZeroEntry => ({ inst, n, hash: h, prev });

/** The creator's word, made when it is sealed: nothing under epoch 0 is on its way any more. */
export function openingOf(turn: ConversationTurn, body: BodyOf<"room.open">): BodyOf<"room.open"> {
  const { logged, own } = keptOf(turn.state);
  const entries = logged.flatMap(({ by, place }) =>
    by === turn.state.seat?.role && place?.ep === 0 ? [zeroEntry(place)] : [],
  );
  const has = (hash: string) => own.includes(hash);
  return { ...body, e0: zeroSeal(entries, { has }).map((head) => ({ ...head })) };
}

/** The terms of this conversation by this device's own clock. */
export const termsOf = ({ state, now }: ConversationTurn): BodyOf<"room.open"> => ({
  t: "room.open",
  ttl_end: Math.floor((endsAt(state.countdown) ?? now) + state.skew),
  max_chars: state.facts?.maxChars ?? 1,
  e0: [],
});

/** What was read under epoch 0 so far, and what tombstones among it say of entries that are gone. */
function known(zeros: readonly Zero[]): readonly ZeroEntry[] {
  return zeros.flatMap(({ place, body }) => [
    zeroEntry(place),
    ...(body?.t === "delete" ? (body.of ?? []).filter(({ ep }) => ep === 0).map(zeroEntry) : []),
  ]);
}

type Show = (turn: ConversationTurn, zero: Zero) => void;

/** An entry of epoch 0 by the creator. Until its word is known it is shown once all was read; then only what the word covers. */
export function takeZero(turn: ConversationTurn, zero: Zero, show: Show): void {
  const kept = keptOf(turn.state);
  setKept(turn, { zeros: [...kept.zeros, zero] });
  if (kept.zeroSeal !== null) judgeZeros(turn, kept.zeroSeal, show);
  else if (kept.isCaughtUp) showZeros(turn, () => true, show);
}

/** The log was read to its end, and the creator has not spoken under epoch 1: what it wrote alone is shown. */
export function showWaitingZeros(turn: ConversationTurn, show: Show): void {
  if (keptOf(turn.state).zeroSeal === null) showZeros(turn, () => true, show);
}

export function judgeZeros(turn: ConversationTurn, seal: readonly StreamHead[], show: Show): void {
  setKept(turn, { zeroSeal: seal });
  const covered = coveredByZeroSeal(seal, known(keptOf(turn.state).zeros));
  showZeros(turn, ({ place }) => covered.has(place.h), show);
  const { zeros } = keptOf(turn.state);
  const others = zeros.filter(({ place }) => !covered.has(place.h));
  if (others.length === 0) return;
  const author = turn.state.seat?.role === "host" ? "guest" : "host";
  const timeline = others.reduce((lines, { id }) => discard(lines, author, id), turn.state.timeline);
  const gone = new Set(others.map(({ id }) => id));
  set(turn, { timeline, unread: turn.state.unread.filter((id) => !gone.has(id)) });
  // Covered later, because something between came late, they are shown then.
  setKept(turn, { zeros: zeros.map((zero) => (gone.has(zero.id) ? { ...zero, isShown: false } : zero)) });
  raise(turn, { type: "foreign-beginning" });
}

function showZeros(turn: ConversationTurn, isTrue: (zero: Zero) => boolean, show: Show): void {
  for (const zero of keptOf(turn.state).zeros) {
    if (zero.isShown || !isTrue(zero)) continue;
    const { zeros } = keptOf(turn.state);
    setKept(turn, { zeros: zeros.map((each) => (each === zero ? { ...each, isShown: true } : each)) });
    show(turn, zero);
  }
}
