/** Addresses as candidates spell them. Nothing here asks anybody what a name stands for. */

/** Browsers hide a host behind a name of one label under `.local` (RFC 8828); it leaves no network. */
const hidden = /^[0-9A-Za-z_-]{1,63}\.local$/i;

/** Where a connection may be tried: an address of somebody, or a hidden one. */
export function isReachable(text: string): boolean {
  if (hidden.test(text)) return true;
  const four = bytesOf(text);
  if (four !== null) return isSomebody4(four);
  const six = groupsOf(text);
  return six !== null && isSomebody6(six);
}

function bytesOf(text: string): readonly number[] | null {
  const parts = text.split(".");
  const isPlain = parts.length === 4 && parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part));
  const bytes = parts.map(Number);
  return isPlain && bytes.every((byte) => byte <= 255) ? bytes : null;
}

/** RFC 4291 §2.2: eight groups, one gap of zeros, the last two perhaps as IPv4. */
function groupsOf(text: string): readonly number[] | null {
  const sides = text.split("::");
  if (sides.length > 2) return null;
  const [before, after] = sides.map(readGroups);
  if (before == null || after === null) return null;
  if (after === undefined) return before.length === 8 ? before : null;
  const missing = 8 - before.length - after.length;
  return missing < 1 ? null : [...before, ...Array.from({ length: missing }, () => 0), ...after];
}

function readGroups(text: string): readonly number[] | null {
  if (text === "") return [];
  const parts = text.split(":");
  const groups: number[] = [];
  for (const [at, part] of parts.entries()) {
    const [a = 0, b = 0, c = 0, d = 0] = bytesOf(part) ?? [];
    if (at === parts.length - 1 && part.includes(".") && bytesOf(part) !== null) {
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

/** Nobody and everybody answer at none: a peer that names them wants something else than a call. */
function isSomebody4(bytes: readonly number[]): boolean {
  const [first = 0] = bytes;
  const isMany = (first >= 224 && first <= 239) || bytes.every((byte) => byte === 255);
  return !isMany && bytes.some((byte) => byte !== 0);
}

function isSomebody6(groups: readonly number[]): boolean {
  const [first = 0, , , , , mark, high = 0, low = 0] = groups;
  if (groups.slice(0, 5).every((group) => group === 0) && mark === 0xffff) {
    return isSomebody4([high >> 8, high & 255, low >> 8, low & 255]);
  }
  return first >> 8 !== 0xff && groups.some((group) => group !== 0);
}
