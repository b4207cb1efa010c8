import type { Sas } from "../epochs.ts";
/** What words travel by where the server keeps them sealed: streams in one log (CRYPTO §5). */
export type Kept = {
  readonly is: "kept";
  readonly entries: { readonly ep: number } | null;
  readonly sas: Sas | null;
};
