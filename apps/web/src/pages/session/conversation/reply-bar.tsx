import { fill } from "@chatorbit/i18n";
import type { MessageItem } from "../../../models/views.ts";
import { IconButton } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { CloseIcon } from "../../../ui/site-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import styles from "./composer.module.css";
import { useConversation } from "./conversation-context.ts";
import { spoken } from "./spoken.ts";
import quote from "./quote.module.css";

type ReplyBarProps = { readonly message: MessageItem; readonly onCancel: () => void };

/** The message one is answering, inside the composer. */
export function ReplyBar({ message, onCancel }: ReplyBarProps) {
  const { composer: words, message: messageWords, you } = useWords("conversation");
  const { peerInside } = useConversation();
  return (
    <div class={styles.reply}>
      <div class={cx(quote.quote, quote.plain)}>
        <b>{fill(words.replyTo, { inside: message.by === "me" ? you : peerInside })}</b>
        <span dir="auto">{spoken(message, messageWords)}</span>
      </div>
      <IconButton label={words.cancelReply} onClick={onCancel}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}
