import { CryptoHasher } from "bun";
import type { Login } from "./settings.ts";

/** How long the credentials of one answer are good for, s (CRYPTO §6: at most ten minutes). */
export const lifetime = 600;

/**
 * Credentials for coturn's `use-auth-secret` (draft-uberti-behave-turn-rest-00): the name says when
 * they die, s since 1970; the password is base64 HMAC-SHA1 of the name under the shared secret.
 * `id` must be random: the TURN server sees it beside a device's address.
 */
export function turnLogin(secret: string, expiry: number, id: string): Login {
  const username = `${expiry}:${id}`;
  return { username, credential: new CryptoHasher("sha1", secret).update(username).digest("base64") };
}
