import { useState } from "preact/hooks";
import type { MessageItem } from "../../../models/views.ts";
import { copyText } from "../../../platform/clipboard.ts";
import { Popover } from "../../../ui/popover.tsx";
import { CopyIcon, ReplyIcon, SmilePlusIcon } from "../../../ui/layer-icons.tsx";
import { RetryIcon, TrashIcon } from "../../../ui/site-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import { useSession } from "../session-context.ts";
import { type MenuPlace, useConversation } from "./conversation-context.ts";
import styles from "./message-menu.module.css";
import { ReactionPicker } from "./reaction-picker.tsx";

type MessageMenuProps = {
  readonly message: MessageItem;
  readonly place: MenuPlace;
  readonly onClose: () => void;
};

/** What can be done with a message. */
export function MessageMenu({ message, place, onClose }: MessageMenuProps) {
  const [isReacting, react] = useState(place.isReacting);
  if (isReacting) return <ReactionPicker message={message} place={place} onClose={onClose} />;
  return <ActionMenu message={message} place={place} onClose={onClose} onReact={() => react(true)} />;
}

function ActionMenu({
  message,
  place,
  onClose,
  onReact,
}: MessageMenuProps & { readonly onReact: () => void }) {
  const words = useWords("conversation").message;
  const session = useSession();
  const { reply } = useConversation();
  const { key, body, voice, file, by, delivery } = message;
  const isFailed = delivery === "failed";
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Popover label={words.actions} role="menu" anchor={place} onClose={onClose} onKeyDown={moveInMenu}>
      <div class={styles.menu} role="presentation">
        {isFailed ? (
          <button type="button" role="menuitem" onClick={then(() => session.retry(key))}>
            <RetryIcon />
            {words.retry}
          </button>
        ) : (
          <>
            <button type="button" role="menuitem" onClick={then(() => reply(message))}>
              <ReplyIcon />
              {words.reply}
            </button>
            <button type="button" role="menuitem" onClick={onReact}>
              <SmilePlusIcon />
              {words.react}
            </button>
          </>
        )}
        {voice === null && file === null && (
          <button type="button" role="menuitem" onClick={then(() => void copyText(body ?? ""))}>
            <CopyIcon />
            {words.copy}
          </button>
        )}
        {isFailed && (
          <button
            type="button"
            role="menuitem"
            class={styles.danger}
            onClick={then(() => session.discard(key))}
          >
            <TrashIcon />
            {words.discard}
          </button>
        )}
        {!isFailed && by === "me" && (
          <button
            type="button"
            role="menuitem"
            class={styles.danger}
            aria-label={words.remove}
            onClick={then(() => session.remove([key]))}
          >
            <TrashIcon />
            {words.remove}
            <small>{words.removeHint}</small>
          </button>
        )}
      </div>
    </Popover>
  );
}

function moveInMenu(event: KeyboardEvent): void {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const step = steps[event.key];
  const target =
    event.key === "Home" ? 0 : event.key === "End" ? items.length - 1 : step === undefined ? null : at + step;
  if (target === null) return;
  event.preventDefault();
  items[(target + items.length) % items.length]?.focus();
}
