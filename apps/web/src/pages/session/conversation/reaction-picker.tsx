import { useState } from "preact/hooks";
import type { MessageItem } from "../../../models/views.ts";
import { IconButton } from "../../../ui/button.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { SmilePlusIcon } from "../../../ui/layer-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import { EmojiPanel } from "../emoji/late-emoji-panel.tsx";
import { useSession } from "../session-context.ts";
import type { MenuPlace } from "./conversation-context.ts";
import styles from "./message-menu.module.css";

/** The reactions most people want. */
const quick = ["👍", "❤️", "😂", "😮", "😢", "🙏", "🎉", "✅"];

type ReactionPickerProps = {
  readonly message: MessageItem;
  readonly place: MenuPlace;
  readonly onClose: () => void;
};

/** A reaction to a message: eight at hand, the rest behind "more". */
export function ReactionPicker({ message, place, onClose }: ReactionPickerProps) {
  const words = useWords("conversation").reactions;
  const session = useSession();
  const [isWhole, openWhole] = useState(false);
  const mine = message.reactions.me;
  const choose = (emoji: string) => {
    onClose();
    session.react(message.key, emoji === mine ? null : emoji);
  };
  return (
    <Popover label={words.title} role="dialog" anchor={place} onClose={onClose}>
      {isWhole ? (
        <EmojiPanel onPick={choose} />
      ) : (
        <div class={styles.quick}>
          {quick.map((emoji) => (
            <button key={emoji} type="button" aria-pressed={emoji === mine} onClick={() => choose(emoji)}>
              {emoji}
            </button>
          ))}
          <IconButton label={words.more} onClick={() => openWhole(true)}>
            <SmilePlusIcon />
          </IconButton>
        </div>
      )}
    </Popover>
  );
}
