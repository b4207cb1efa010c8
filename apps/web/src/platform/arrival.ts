/**
 * The first module of the page: takes the secret out of the address before anything else runs
 * (CRYPTO §1.1). From here it lives in memory only; nothing else ever sees an address with it.
 */
const secrets = new Map<string, string>();
const listeners = new Set<(token: string) => void>();

/** Addresses whose fragment is a secret; anywhere else it is a place on the page. */
const carriesSecret = /\/(?:session|room)\/([^/]+)\/?$/;

if (typeof location !== "undefined") {
  takeSecret();
  addEventListener("hashchange", takeSecret);
}

function takeSecret(): void {
  const { pathname, hash } = location;
  if (hash === "" || !carriesSecret.test(pathname)) return;
  history.replaceState(null, "", pathname);
  keepSecret(pathname, hash.slice(1));
}

/** Remembers the secret that belongs to a path. */
export function keepSecret(path: string, secret: string): void {
  const token = carriesSecret.exec(path)?.[1];
  if (token === undefined || secret === "") return;
  secrets.set(token, secret);
  for (const heard of listeners) heard(token);
}

/** The secret that came with the link of this token or room, or null. */
export const secretOf = (token: string): string | null => secrets.get(token) ?? null;

/** The secret has done its work, or never will: it is not kept any longer. */
export const forgetSecret = (token: string): void => void secrets.delete(token);

/** Says when a link with a secret was opened in a page that is already there. */
export function onSecret(heard: (token: string) => void): () => void {
  listeners.add(heard);
  return () => {
    listeners.delete(heard);
  };
}
