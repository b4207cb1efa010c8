/**
 * The key an address counts under: IPv4 as it is, IPv6 by its /64, because whoever has one IPv6
 * address usually has 2⁶⁴ of them. Null: no address.
 */
export function addressKey(address: string): string | null {
  const bare = address.replace(/^\[(.*)\](?::\d+)?$/, "$1").replace(/%.*$/, "");
  const four = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/i.exec(bare)?.[1];
  if (four !== undefined) return four.split(".").every((part) => Number(part) <= 255) ? four : null;
  if (!/^[0-9a-f:]{2,39}$/i.test(bare) || !bare.includes(":")) return null;
  const [head = "", tail, more] = bare.toLowerCase().split("::");
  if (more !== undefined) return null;
  const left = groups(head);
  const right = groups(tail ?? "");
  const missing = 8 - left.length - right.length;
  const isWhole = tail === undefined ? missing === 0 : missing > 0;
  if (!isWhole || [...left, ...right].some((group) => group.length === 0 || group.length > 4)) return null;
  const all = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  const network = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}

const groups = (text: string): string[] => (text === "" ? [] : text.split(":"));
