import type { MessageItem } from "../../../models/views.ts";
import { cx } from "../../../ui/cx.ts";
import { useWords } from "../../../words/words.tsx";
import { useConversation } from "./conversation-context.ts";
import styles from "./quote.module.css";

type QuoteProps = {
  readonly reply: NonNullable<MessageItem["replyTo"]>;
  /** The message the quote stands in. */
  readonly from: string;
  readonly isOwn: boolean;
};

/** What a message answers; a press goes there. */
export function Quote({ reply, from, isOwn }: QuoteProps) {
  const words = useWords("conversation");
  const { peerName, jump } = useConversation();
  return (
    <button
      type="button"
      class={cx(styles.quote, isOwn && styles.own)}
      title={words.message.jump}
      onClick={() => jump(reply.key, from)}
    >
      <b>{reply.by === "me" ? words.you : peerName}</b>
      <span dir="auto">{reply.isVoice ? words.message.voice : (reply.excerpt ?? words.message.gone)}</span>
    </button>
  );
}
