import type { Conversation } from "../conversation.ts";
import type { Admission, Hash, Store } from "../ports.ts";

/** What newcomers hold: it names a conversation to them, and the store knows only a hash of it. */
export type Handle = { readonly token: string } | { readonly room: string };

/** As it stands in addresses and in the status. */
export const textOf = (handle: Handle): string => ("token" in handle ? handle.token : handle.room);

export const admissionOf = (hash: Hash, handle: Handle, validUntil: number | null): Admission => ({
  ...keyOf(hash, handle),
  validUntil,
});

/** The conversation a handle leads to, ended ones included until they are purged. */
export function admit(store: Store, hash: Hash, handle: Handle): Promise<Conversation | null> {
  const { kind, keyHash } = keyOf(hash, handle);
  return store.admitted(kind, keyHash);
}

const keyOf = (hash: Hash, handle: Handle): Pick<Admission, "kind" | "keyHash"> =>
  "token" in handle
    ? { kind: "token", keyHash: hash("token", handle.token) }
    : { kind: "room", keyHash: hash("room", handle.room) };
