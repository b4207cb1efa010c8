/** URLs of STUN and TURN servers (RFC 7064, RFC 7065), and where their hosts lie. */
import { BlockList, isIP } from "node:net";

export type IceUrl = {
  readonly text: string;
  readonly kind: "stun" | "turn";
  /** A name, an IPv4 address, or an IPv6 address without brackets. */
  readonly host: string;
};

const form = /^(stun|turn)(s?):(\[[^\]]*\]|[^:?/@[\]\s]+)(?::(\d{1,5}))?(\?transport=(?:udp|tcp))?$/i;
const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** Null: a browser would refuse the whole list because of it. */
export function parseIceUrl(text: string): IceUrl | null {
  const [, scheme = "", , written = "", port = "3478", transport] = form.exec(text) ?? [];
  const kind = scheme.toLowerCase() === "turn" ? "turn" : "stun";
  const isPort = Number(port) >= 1 && Number(port) <= 65_535;
  if (scheme === "" || !isPort || (kind === "stun" && transport !== undefined)) return null;
  const host = hostOf(written);
  return host === null ? null : { text, kind, host };
}

function hostOf(written: string): string | null {
  const inBrackets = /^\[(.*)\]$/.exec(written)?.[1];
  if (inBrackets !== undefined)
    return isIP(inBrackets) === 6 && !inBrackets.includes("%") ? inBrackets : null;
  if (isIP(written) === 4) return written;
  const labels = written.replace(/\.$/, "").split(".");
  // 0x7f.1 and 2130706433 are addresses in old spellings, which not everybody reads alike.
  const isName =
    labels.every((each) => label.test(each)) && !/^(?:\d+|0x[\da-f]*)$/i.test(labels.at(-1) ?? "");
  return isName && written.length <= 253 ? written.toLowerCase() : null;
}

/** Addresses that name no machine another device could reach. */
const nowhere4 = blockList("ipv4", ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"]);
// Unspecified, loopback and IPv4 written as IPv6 first. Apart, because a list with the latter in it
// counts every IPv4 address as one of them.
const nowhere6 = blockList("ipv6", ["::/96", "::ffff:0:0/96", "fe80::/10", "ff00::/8"]);

function blockList(family: "ipv4" | "ipv6", subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = "", bits] = subnet.split("/");
    list.addSubnet(net, Number(bits), family);
  }
  return list;
}

const ownNames = /^(?:(?:.+\.)?localhost|localhost\.localdomain|ip6-(?:localhost|loopback))\.?$/;

/** Wildcard, loopback, link-local, multicast: nothing another device could reach. */
export function isUnroutable(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return ownNames.test(host);
  return family === 4 ? nowhere4.check(host, "ipv4") : nowhere6.check(host, "ipv6");
}
