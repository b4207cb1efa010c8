import { fill } from "@chatorbit/i18n";
import type { MessageItem } from "../../../models/views.ts";
import { useWords } from "../../../words/words.tsx";
import { useSession } from "../session-context.ts";
import { useConversation } from "./conversation-context.ts";
import styles from "./reactions.module.css";

/** One reaction of each side. One's own goes back by a press. */
export function Reactions({ message: { key, reactions } }: { readonly message: MessageItem }) {
  const words = useWords("conversation").message;
  const session = useSession();
  const { peerInside } = useConversation();
  const { me, peer } = reactions;
  if (me === null && peer === null) return null;
  return (
    <div class={styles.reactions}>
      {peer !== null && (
        <span role="img" aria-label={fill(words.peerReaction, { emoji: peer, inside: peerInside })}>
          {peer}
        </span>
      )}
      {me !== null && (
        <button
          type="button"
          class={styles.mine}
          aria-label={fill(words.myReaction, { emoji: me })}
          onClick={() => session.react(key, null)}
        >
          {me}
        </button>
      )}
    </div>
  );
}
