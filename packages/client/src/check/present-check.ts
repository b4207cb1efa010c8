/** What the screen of the check shows of its state. */
import type { CheckView, Verdict } from "../models/check-view.ts";
import type { CheckState } from "./state.ts";
import { lightOf, type Way, type WayName, wayNames } from "./ways.ts";

export function presentCheck(state: CheckState): CheckView {
  const { attempts: _, ...rest } = state;
  const ways = wayNames.map((name) => ({ name, way: wayIn(state, name) }));
  return { ...rest, ways, verdict: verdictOf(state, ways) };
}

function wayIn({ attempts, servers }: CheckState, name: WayName): Way {
  const way = lightOf(attempts, name);
  if (way.is !== "not-offered" || servers === "known") return way;
  return { is: servers === "asking" ? "waiting" : "not-tried" };
}

type Named = CheckView["ways"][number];

/** Given once every light has spoken; a path that may open yet is no reason to say no. */
export function verdictOf({ servers }: CheckState, ways: readonly Named[]): Verdict {
  if (ways.some(({ way }) => way.is === "waiting" || way.is === "trying")) return "checking";
  const isOpen = (name: WayName) => ways.some((one) => one.name === name && one.way.is === "open");
  const hasRelay = isOpen("turn-udp") || isOpen("turn-tcp") || isOpen("turn-tls");
  if (hasRelay) return isOpen("stun") ? "all" : "relay";
  if (servers === "missing") return isOpen("host") ? "no-servers" : "nothing";
  if (isOpen("stun")) return "direct";
  if (!isOpen("host")) return "nothing";
  const isHelped = ways.some(({ name, way }) => name !== "host" && way.is !== "not-offered");
  return isHelped ? "local" : "none-offered";
}
