/** A text cut into words and addresses. */
export type TextPart = { readonly text: string; readonly href: string | null };

const link = /\bhttps?:\/\/[^\s<>"']+|\bwww\.[^\s<>"']+\.[^\s<>"']+/giu;

/** Ends a sentence rather than an address, like a closing bracket that was not opened inside. */
const trailing = ".,:;!?…'\"»”’";

/** The web addresses of a text. Only http and https become links. */
export function linkify(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(link)) {
    const address = trimmed(match[0]);
    const href = hrefOf(address);
    if (href === null) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null });
    parts.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}

/** One pass from the end: a peer chooses this text, so it must not cost more than its length. */
function trimmed(address: string): string {
  let unopened = count(address, ")") - count(address, "(");
  let end = address.length;
  while (end > 0) {
    const last = address.charAt(end - 1);
    if (last === ")" && unopened > 0) unopened -= 1;
    else if (!trailing.includes(last)) break;
    end -= 1;
  }
  return address.slice(0, end);
}

function count(text: string, sign: string): number {
  let found = 0;
  for (const each of text) if (each === sign) found += 1;
  return found;
}

function hrefOf(address: string): string | null {
  try {
    const { protocol, href } = new URL(/^https?:/i.test(address) ? address : `https://${address}`);
    return protocol === "http:" || protocol === "https:" ? href : null;
  } catch {
    return null;
  }
}
