import type { Bytes } from "../base/bytes.ts";
import { fail } from "../base/protocol-error.ts";
import { draw, type Random } from "../base/random.ts";
import { utf8Encode } from "../base/utf8.ts";
import { lvCat } from "../base/lv.ts";
import { sha256 } from "../primitives/kdf.ts";

/* A join code is a token of 12 symbols, which the server issued, and 8 symbols it never sees: a secret S of 7
   (35 bits) made by the host's device, and one check symbol C over both. */

/** Crockford's base 32: no I, L, O or U. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const sizes = { token: 12, secret: 7, secretAndCheck: 8 } as const;

/** `secret8` is S and C together, the 8 symbols behind the `#` of a link. */
export type JoinCode = { readonly token: string; readonly secret8: string };

/** What `parseJoinCode` found: `secret` has 8 symbols too. */
export type ParsedCode = { readonly token: string; readonly secret: string };

export const isToken = (text: string): boolean => text.length === sizes.token && isOfAlphabet(text);

/** A fresh secret for `token` with its check symbol: 8 symbols. Made by the host's device, sent to no server. */
export function newSecret(token: string, random: Random): string {
  if (!isToken(token)) fail("code_format");
  const secret = [...draw(random, sizes.secret)].map((byte) => alphabet[byte & 31]).join("");
  return secret + checkSymbol(token, secret);
}

/**
 * C: 31 of 32 typing errors in token or secret are seen on the device, before they cost a guess. It tells the
 * server nothing, because it goes where the secret goes and nowhere else.
 */
export function checkSymbol(token: string, secret: string): string {
  const [first = 0] = sha256(lvCat("ChatOrbit/v1 invite check", token, secret));
  return alphabet.charAt(first >> 3);
}

/** Do these 8 symbols belong to this token? */
export function checkSecret(token: string, secret8: string): boolean {
  if (!isToken(token) || secret8.length !== sizes.secretAndCheck || !isOfAlphabet(secret8)) return false;
  return secret8.charAt(sizes.secret) === checkSymbol(token, secret8.slice(0, sizes.secret));
}

/** Five groups of four, for reading aloud and typing. */
export const formatCode = (token: string, secret8: string): string =>
  (token + secret8).match(/.{1,4}/g)?.join("-") ?? "";

/**
 * Reads what a person typed or pasted: a code in any case and spacing, with O for 0 and I or L for 1, or a link
 * with the secret behind `#`. Throws code_no_secret for a token alone (a link that lost its fragment),
 * code_typo when the check symbol does not fit, code_format for anything else.
 */
export function parseJoinCode(text: string): ParsedCode {
  const [token, secret] = splitLink(text) ?? splitCode(text);
  if (!isToken(token)) fail("code_format");
  if (secret === "") fail("code_no_secret");
  if (secret.length !== sizes.secretAndCheck || !isOfAlphabet(secret)) fail("code_format");
  if (!checkSecret(token, secret)) fail("code_typo");
  return { token, secret };
}

/** PRS of the handshake: the 7 symbols of S in ASCII. The check symbol adds nothing an attacker could not. */
export function passwordOf({ token, secret8 }: JoinCode): Bytes {
  if (!checkSecret(token, secret8)) fail("code_typo");
  return utf8Encode(secret8.slice(0, sizes.secret));
}

/** A messenger may add a query in front of the fragment, and a full stop or words behind it. */
function splitLink(text: string): [token: string, secret: string] | null {
  const link = /\/session\/([0-9A-Za-z-]+)\/?(?:\?[^#\s]*)?(?:#([0-9A-Za-z-]*))?/.exec(text);
  return link && [normalise(link[1] ?? ""), normalise(link[2] ?? "")];
}

function splitCode(text: string): [token: string, secret: string] {
  const symbols = normalise(text);
  return [symbols.slice(0, sizes.token), symbols.slice(sizes.token)];
}

/** Letters outside ASCII go first: upper-casing some of them would make symbols nobody typed. */
const normalise = (text: string): string =>
  text
    .replace(/[^0-9A-Za-z]/g, "")
    .toUpperCase()
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");

const isOfAlphabet = (text: string): boolean => [...text].every((symbol) => alphabet.includes(symbol));
