/** A text cut into words and addresses. */
export type TextPart = { readonly text: string; readonly href: string | null };

const link = /\bhttps?:\/\/[^\s<>"']+|\bwww\.[^\s<>"']+\.[^\s<>"']+/giu;

/** Ends a sentence rather than an address; a closing bracket only when it was not opened inside. */
const trailing = /[.,:;!?…'"»”’]+$/u;

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

function trimmed(address: string): string {
  const plain = address.replace(trailing, "");
  const isUnopened = plain.endsWith(")") && count(plain, ")") > count(plain, "(");
  return isUnopened ? trimmed(plain.slice(0, -1)) : plain;
}

const count = (text: string, sign: string): number => text.split(sign).length - 1;

function hrefOf(address: string): string | null {
  try {
    const { protocol, href } = new URL(/^https?:/i.test(address) ? address : `https://${address}`);
    return protocol === "http:" || protocol === "https:" ? href : null;
  } catch {
    return null;
  }
}
