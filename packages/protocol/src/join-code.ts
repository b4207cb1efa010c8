/** How a join code is written; what its check symbol means is packages/crypto's (CRYPTO §1.1). */

/** Crockford's base 32: no I, L, O, U. */
export const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export const tokenSymbols = 12;

/** Path of a token's page; the secret stands behind `#` and never leaves the device. */
export const sessionPath = (token: string): string => `/session/${token}`;
