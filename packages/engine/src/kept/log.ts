import type { Role } from "@chatorbit/protocol";
import type { Logged } from "./state.ts";

/** An author's ids are its own: they are never looked up without it. */
export const findLogged = (logged: readonly Logged[], by: Role, cid: string): Logged | null =>
  logged.find((each) => each.by === by && each.cid === cid) ?? null;

/** Puts in what the log shows at a place, or what it shows there now. */
export function putLogged(logged: readonly Logged[], entry: Logged): readonly Logged[] {
  const at = logged.findIndex(({ by, cid }) => by === entry.by && cid === entry.cid);
  return at === -1 ? [...logged, entry] : logged.with(at, entry);
}
