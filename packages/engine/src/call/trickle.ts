/** Candidates: one's own leave in batches, the other side's wait for the description they belong to. */
import { candidateKey, filterCandidate, parseCandidate } from "./candidate.ts";
import { filterRelay, ufragOf } from "./sdp.ts";
import { type Candidate, type Description, maxBatch, type SignalOf } from "./signals.ts";
import type { Joined } from "./state.ts";
import { type CallTurn, effect, joinedOf, negotiationOf, say, setJoined, setNegotiation } from "./turn.ts";

/** Candidates of this long go together, so that their number does not show, ms (CRYPTO §6). */
const batchMs = 100;
/** The other side's candidates kept without a description, and known in all: more is a flood. */
const maxEarly = 128;
const maxSeen = 256;

export function gathered(
  turn: CallTurn,
  gen: number,
  found: Candidate,
  relay: "udp" | "tcp" | "tls" | null,
): void {
  const joined = joinedOf(turn.state);
  const negotiation = negotiationOf(turn.state, gen);
  if (joined === null || negotiation === null) return;
  note(turn, joined, found, relay);
  const candidate = joined.isRelayOnly ? filterCandidate(found) : found;
  if (candidate === null || candidate.candidate === "" || negotiation.gathered.length >= maxSeen) return;
  const key = candidateKey(candidate);
  if (negotiation.gathered.some((one) => candidateKey(one) === key)) return;
  setNegotiation(turn, {
    gathered: [...negotiation.gathered, candidate],
    flushAt: negotiation.flushAt ?? turn.now + batchMs,
  });
}

/** What the ladder can say of the ways that exist. */
function note(turn: CallTurn, { seen }: Joined, found: Candidate, relay: "udp" | "tcp" | "tls" | null): void {
  const type = parseCandidate(found.candidate)?.type;
  const what = type === "relay" ? (relay ?? "udp") : type;
  if (what === undefined || what === "prflx" || seen.candidates.includes(what)) return;
  setJoined(turn, { seen: { ...seen, candidates: [...seen.candidates, what] } });
}

/** From now on only the relay shows: what was found before and not said yet is not said any more. */
export function hideGathered(turn: CallTurn): void {
  const negotiation = joinedOf(turn.state)?.negotiation;
  if (negotiation === undefined) return;
  const { gathered: all, said, offer, answered } = negotiation;
  const hide = (some: readonly Candidate[]) => some.flatMap((one) => filterCandidate(one) ?? []);
  effect(turn, { type: "unsay" });
  const filtered = (desc: Description) => ({ ...desc, sdp: filterRelay(desc.sdp) });
  setNegotiation(turn, {
    gathered: hide(all),
    said: hide(all.slice(0, said)).length,
    // Said again, they must not say it either.
    offer: offer === null ? null : { ...offer, desc: filtered(offer.desc) },
    answered: answered?.answer == null ? answered : { ...answered, answer: filtered(answered.answer) },
  });
}

export function gatheringDone(turn: CallTurn, gen: number): void {
  const negotiation = negotiationOf(turn.state, gen);
  if (negotiation === null) return;
  setNegotiation(turn, { isGathered: true, flushAt: negotiation.flushAt ?? turn.now + batchMs });
}

/** A new description of one's own: candidates of an older one are of no more use. */
export function keepGathered(turn: CallTurn, sdp: string): void {
  const joined = joinedOf(turn.state);
  if (joined === null) return;
  const { gathered: all, said } = joined.negotiation;
  const ufrag = ufragOf(sdp);
  const isOfThis = ({ usernameFragment }: Candidate) =>
    usernameFragment === null || usernameFragment === ufrag;
  const isRestarted = !all.every(isOfThis);
  setNegotiation(turn, {
    gathered: all.filter(isOfThis),
    said: all.slice(0, said).filter(isOfThis).length,
    ...(isRestarted ? { isGathered: false, isEndSaid: false } : {}),
  });
}

/** Says what was gathered since, or all of it again. */
export function sayCandidates(turn: CallTurn, isAgain: boolean): void {
  const joined = joinedOf(turn.state);
  if (joined === null) return;
  const { call, negotiation } = joined;
  const { gen, gathered: all, said, isGathered, isEndSaid } = negotiation;
  const rest = all.slice(isAgain ? 0 : said);
  for (let first = 0; first < rest.length; first += maxBatch) {
    say(turn, { t: "rtc.ice", call, gen, cands: rest.slice(first, first + maxBatch) });
  }
  if (isGathered && (isAgain || !isEndSaid)) say(turn, { t: "rtc.ice", call, gen, cands: [], end: true });
  setNegotiation(turn, { said: all.length, isEndSaid: isGathered, flushAt: null });
}

/** Candidates of the other side, for the present connection. */
export function hearCandidates(turn: CallTurn, { cands }: SignalOf<"rtc.ice">): void {
  for (const candidate of cands) {
    const negotiation = joinedOf(turn.state)?.negotiation;
    if (negotiation === undefined || parseCandidate(candidate.candidate) === null) continue;
    const key = candidateKey(candidate);
    const { seen, early, remoteUfrag, gen } = negotiation;
    if (seen.includes(key) || seen.length >= maxSeen) continue;
    const { usernameFragment } = candidate;
    const isDue = remoteUfrag !== null && (usernameFragment === null || usernameFragment === remoteUfrag);
    setNegotiation(turn, {
      seen: [...seen, key],
      early: isDue ? early : [...early, candidate].slice(-maxEarly),
    });
    if (isDue) effect(turn, { type: "addCandidate", gen, candidate });
  }
}

/** The description `early` candidates waited for is applied. Others wait on: theirs may be on its way. */
export function addEarly(turn: CallTurn, ufrag: string): void {
  const negotiation = joinedOf(turn.state)?.negotiation;
  if (negotiation === undefined) return;
  const isOfThis = ({ usernameFragment }: Candidate) =>
    usernameFragment === null || usernameFragment === ufrag;
  const { gen, early, remoteUfrag } = negotiation;
  for (const candidate of early.filter(isOfThis)) effect(turn, { type: "addCandidate", gen, candidate });
  const rest = early.filter((candidate) => !isOfThis(candidate));
  setNegotiation(turn, {
    early: rest,
    remoteUfrag: ufrag,
    // After a restart nothing of before comes again but by mistake, and the list must not fill up.
    ...(remoteUfrag === ufrag ? {} : { seen: negotiation.seen.slice(-maxSeen / 2) }),
  });
}
