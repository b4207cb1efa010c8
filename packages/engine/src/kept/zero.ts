/**
 * What was written under the link's first key. Everybody who has the link can write so, for ever; so the creator's
 * first word under epoch 1 says how far its own goes, and the rest is nobody's (CRYPTO §5).
 */
import { coveredByZeroSeal, zeroSeal, type ZeroEntry, type ZeroPlace } from "@chatorbit/crypto";
import { endsAt } from "../countdown.ts";
import { keptOf } from "../conversation/channel.ts";
import { type ConversationTurn, raise, set } from "../conversation/turn.ts";
import type { BodyOf, Place } from "../payload.ts";
import { discard } from "../timeline.ts";
import { setKept } from "./set.ts";
import type { Zero } from "./state.ts";

const zeroPlace = ({ inst, n, h, prev }: Place): ZeroPlace => ({ inst, n, hash: h, prev });

/** A tombstone among them is believed once it is covered itself. */
const zeroEntry = ({ place, body }: Zero): ZeroEntry => ({
  ...zeroPlace(place),
  deletes: body?.t === "delete" ? (body.of ?? []).filter(({ ep }) => ep === 0).map(zeroPlace) : [],
});

/** The creator's word, made when it is sealed: nothing under epoch 0 is on its way any more. */
export function openingOf(turn: ConversationTurn, body: BodyOf<"room.open">): BodyOf<"room.open"> {
  const { logged, own } = keptOf(turn.state);
  const entries = logged.flatMap(({ by, place }) =>
    by === turn.state.seat?.role && place?.ep === 0 ? [zeroPlace(place)] : [],
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

type Show = (turn: ConversationTurn, zero: Zero) => void;

/** An entry of epoch 0 by the creator: judged once all was read, for what was taken back of it is said later. */
export function takeZero(turn: ConversationTurn, zero: Zero, show: Show): void {
  setKept(turn, { zeros: [...keptOf(turn.state).zeros, zero] });
  if (keptOf(turn.state).isCaughtUp) showZeros(turn, show);
}

/** Until the creator's word is known everything of its is shown; then only what the word covers. */
export function showZeros(turn: ConversationTurn, show: Show): void {
  const { zeroSeal, zeros, zeroGone } = keptOf(turn.state);
  if (zeroSeal === null) return showThose(turn, () => true, show);
  const gone = zeroGone.map((place) => ({ ...zeroPlace(place), deletes: [] }));
  const covered = coveredByZeroSeal(zeroSeal, [...zeros.map(zeroEntry), ...gone]);
  showThose(turn, ({ place }) => covered.has(place.h), show);
  const others = keptOf(turn.state).zeros.filter(({ place }) => !covered.has(place.h));
  if (others.length > 0) takeBack(turn, others);
}

function takeBack(turn: ConversationTurn, others: readonly Zero[]): void {
  const gone = new Set(others.map(({ id }) => id));
  const timeline = others.reduce((lines, { id }) => discard(lines, "host", id), turn.state.timeline);
  set(turn, { timeline, unread: turn.state.unread.filter((id) => !gone.has(id)) });
  // Covered later, because something between came late, they are shown then.
  const { zeros } = keptOf(turn.state);
  setKept(turn, { zeros: zeros.map((zero) => (gone.has(zero.id) ? { ...zero, isShown: false } : zero)) });
  raise(turn, { type: "foreign-beginning" });
}

function showThose(turn: ConversationTurn, isTrue: (zero: Zero) => boolean, show: Show): void {
  for (const zero of keptOf(turn.state).zeros) {
    if (zero.isShown || !isTrue(zero)) continue;
    const { zeros } = keptOf(turn.state);
    setKept(turn, {
      zeros: zeros.map((each) => (each.place.h === zero.place.h ? { ...each, isShown: true } : each)),
    });
    show(turn, zero);
  }
}
