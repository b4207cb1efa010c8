import { formatRoomFragment } from "@chatorbit/crypto";
import { type Conversation, keptOf } from "@chatorbit/engine";
import { roomPath } from "@chatorbit/protocol";
import type { KeptView } from "./session-view.ts";

/** What a screen shows of a conversation whose words are kept. `origin`: where its link leads. */
export function keptView(state: Conversation, origin: string): KeptView {
  const { keying, isCaughtUp, keys } = keptOf(state);
  const { token, isMaker } = state;
  const fragment = keying.key === null || !isMaker ? null : formatRoomFragment(keying.key);
  const isAgreed = keys.some(({ ep }) => ep === 1);
  return {
    link: fragment === null ? null : `${origin}${roomPath(token)}#${fragment}`,
    isCaughtUp,
    keys: keying.isConfirmed ? "confirmed" : isAgreed ? "unconfirmed" : "alone",
  };
}
