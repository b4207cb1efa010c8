import { canTalk, type Conversation, writesUnder } from "@chatorbit/engine";

/** What goes on in the conversation, as the machines beside it need to hear it. */
export type Surrounding =
  | { readonly type: "reachable"; readonly isReachable: boolean }
  | { readonly type: "verified"; readonly isVerified: boolean }
  | { readonly type: "epochChanged" }
  | { readonly type: "peerReplaced" }
  | { readonly type: "leave" };

type Last = {
  readonly isReopened: boolean;
  readonly isReachable: boolean;
  readonly isVerified: boolean;
  readonly keys: string | null;
};

/** Compares the conversation with what it was at the last look, and tells what is news. */
export function surroundings(look: () => Conversation, tell: (surrounding: Surrounding) => void): () => void {
  let before: Last | null = null;
  return () => {
    const state = look();
    if (state.phase === "over" || state.phase === "refused") return tell({ type: "leave" });
    const epoch = writesUnder(state);
    const now = {
      isReopened: state.isReopened,
      isReachable: canTalk(state) && epoch !== null,
      isVerified: state.isVerified,
      // A leap begins to count its epochs anew.
      keys: epoch === null ? null : `${state.token} ${epoch}`,
    };
    const last = before;
    before = now;
    if (last !== null && now.isReopened && !last.isReopened) tell({ type: "peerReplaced" });
    if (last?.isReachable !== now.isReachable) tell({ type: "reachable", isReachable: now.isReachable });
    if (last?.isVerified !== now.isVerified) tell({ type: "verified", isVerified: now.isVerified });
    const isRenewed = last !== null && now.keys !== null && last.keys !== now.keys;
    if (isRenewed) tell({ type: "epochChanged" });
  };
}
