/** What both agreed about time is told to the server until it shows it (TS8). */
import { earliest } from "../turn.ts";
import { type ConversationTurn, effect, keepRecord, set } from "./turn.ts";

/** Pause between two tries to tell the server, ms. */
const tellAgainMs = 5_000;

const mayTell = ({ untold, conv, link }: ConversationTurn["state"]): boolean =>
  untold.length > 0 && conv !== null && link.phase === "live";

/** When the server is told (again) what both agreed on, ms. */
export const nextTellAt = (state: ConversationTurn["state"]): number | null =>
  mayTell(state) ? earliest(...state.untold.map(({ saidAt }) => (saidAt ?? 0) + tellAgainMs)) : null;

/** The server extends once both seats have told it the same; said until its clock shows it. */
export function tellExtensions(turn: ConversationTurn): void {
  const { untold, conv, status, agreed, facts } = turn.state;
  if (conv === null || !mayTell(turn.state)) return;
  const { started_at, ends_at } = status?.timer ?? { started_at: null, ends_at: null };
  const serverTotal =
    started_at === null || ends_at === null ? 0 : Date.parse(ends_at) - Date.parse(started_at);
  const total = (facts?.ttlMinutes ?? 0) * 60_000 + agreed.seconds * 1000;
  if (serverTotal >= total) {
    set(turn, { untold: [] });
    return keepRecord(turn);
  }
  const isDue = (saidAt: number | null) => saidAt === null || turn.now >= saidAt + tellAgainMs;
  if (!untold.some(({ saidAt }) => isDue(saidAt))) return;
  for (const { id, seconds, saidAt } of untold) {
    if (isDue(saidAt)) effect(turn, { type: "say", frame: { type: "extend", conv, id, seconds } });
  }
  set(turn, {
    untold: untold.map((each) => (isDue(each.saidAt) ? { ...each, saidAt: turn.now } : each)),
  });
}
