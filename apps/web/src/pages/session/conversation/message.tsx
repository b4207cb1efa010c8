import { fill } from "@chatorbit/i18n";
import { useRef } from "preact/hooks";
import type { MessageItem } from "../../../models/views.ts";
import { IconButton } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { MoreIcon } from "../../../ui/session-icons.tsx";
import { useFormat, useWords } from "../../../words/words.tsx";
import { useConversation } from "./conversation-context.ts";
import { Failures } from "./failures.tsx";
import { FileMessage, VoiceSound } from "./late-layers.ts";
import { linkify } from "./linkify.ts";
import styles from "./message.module.css";
import { Quote } from "./quote.tsx";
import { Reactions } from "./reactions.tsx";
import { spoken } from "./spoken.ts";
import { Ticks } from "./ticks.tsx";
import { useBubbleGestures } from "./use-bubble-gestures.ts";

type MessageProps = {
  readonly message: MessageItem;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isTabStop: boolean;
  readonly isLit: boolean;
};

/** One message in its bubble, with the time, the ticks and what can be done with it. */
export function Message({ message, isFirst, isLast, isTabStop, isLit }: MessageProps) {
  const words = useWords("conversation");
  const format = useFormat();
  const acts = useConversation();
  const bubble = useRef<HTMLElement>(null);
  const gestures = useBubbleGestures(message, bubble);
  const { by, body, delivery, replyTo, isNotSentHere } = message;
  // What stands in one's own name and was never sent here is nobody's words.
  const isOwn = by === "me" && !isNotSentHere;
  const name = isNotSentHere ? words.message.notSentHere : isOwn ? words.you : acts.peerName;
  return (
    <div
      class={cx(
        styles.row,
        isOwn && styles.own,
        isFirst && styles.first,
        isLast && styles.last,
        isLit && styles.lit,
      )}
    >
      <div class={styles.wrap}>
        <article
          {...gestures}
          ref={bubble}
          class={cx(
            styles.bubble,
            isNotSentHere && styles.foreign,
            body === null && styles.gone,
            delivery === "failed" && styles.failed,
          )}
          data-key={message.key}
          tabIndex={isTabStop ? 0 : -1}
          aria-label={fill(words.message.from, { name, text: spoken(message, words.message) })}
          aria-haspopup={body === null ? undefined : "menu"}
        >
          {body !== null && replyTo !== null && <Quote reply={replyTo} from={message.key} isOwn={isOwn} />}
          {body === null ? (
            <span>{isOwn ? words.message.deletedByMe : words.message.deletedByPeer}</span>
          ) : message.file !== null ? (
            <FileMessage message={message} file={message.file} />
          ) : message.voice === null ? (
            <Body text={body} />
          ) : (
            <VoiceSound message={message} voice={message.voice} />
          )}
          <span class={styles.meta}>
            {isNotSentHere && <span title={words.message.notSentHereWhy}>{words.message.notSentHere}</span>}
            {message.isPeersCopy && <span title={words.message.peersCopyWhy}>{words.message.peersCopy}</span>}
            <time>{format.time(message.at)}</time>
            {body !== null && isOwn && delivery !== null && <Ticks delivery={delivery} />}
          </span>
        </article>
        {body !== null && (
          <IconButton
            label={words.message.actions}
            class={styles.more}
            tabIndex={-1}
            aria-haspopup="menu"
            onClick={({ currentTarget }) => {
              const { left, bottom } = currentTarget.getBoundingClientRect();
              acts.openMenu(message, {
                x: left,
                y: bottom,
                around: bubble.current?.getBoundingClientRect(),
                isReacting: false,
              });
            }}
          >
            <MoreIcon />
          </IconButton>
        )}
      </div>
      <Reactions message={message} />
      {delivery === "failed" && <Failures message={message} />}
    </div>
  );
}

const Body = ({ text }: { readonly text: string }) => (
  <span class={styles.text} dir="auto">
    {linkify(text).map(({ text: part, href }, index) =>
      href === null ? (
        part
      ) : (
        <a key={index} href={href} target="_blank" rel="noopener noreferrer">
          {part}
        </a>
      ),
    )}
  </span>
);
