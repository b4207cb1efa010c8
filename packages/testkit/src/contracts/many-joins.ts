import { decide, type Store } from "@chatorbit/relay";
import { admission, conversation, join } from "./sample.ts";

/**
 * Many join each of several conversations at once. Returns for each how many got a seat, how many
 * were refused as full, and how many seats the store holds. The proof run takes 100 × 200.
 */
export async function manyJoins(
  store: Store,
  { tokens, joins }: { readonly tokens: number; readonly joins: number },
): Promise<{ readonly taken: number; readonly refused: number; readonly kept: number }[]> {
  const all = Array.from({ length: tokens }, () => conversation());
  await Promise.all(all.map((c) => store.create(c, admission(c))));
  return Promise.all(
    all.map(async ({ id }) => {
      const outcomes = await Promise.all(
        Array.from({ length: joins }, (_, n) => store.transact(id, (c) => decide(c, join(`key ${n}`), 1))),
      );
      return {
        taken: outcomes.filter((outcome) => outcome?.refusal === null).length,
        refused: outcomes.filter((outcome) => outcome?.refusal === "full").length,
        kept: (await store.read(id))?.seats.length ?? 0,
      };
    }),
  );
}
