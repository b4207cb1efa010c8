import { addressKey } from "@chatorbit/relay";

/**
 * The address a request counts under: the peer's own, or with N trusted proxies in front the
 * Nth entry from the right of X-Forwarded-For, the last one that a stranger cannot write. Fewer
 * entries than proxies, or no address there: the peer's.
 */
export function clientAddress(peer: string, forwarded: string | null, proxies: number): string {
  if (proxies === 0 || forwarded === null) return peer;
  const named = forwarded.split(",").at(-proxies)?.trim() ?? "";
  return addressKey(named) === null ? peer : named;
}
