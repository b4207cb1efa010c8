import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MessageItem } from "../../../models/views.ts";
import { IconButton } from "../../../ui/button.tsx";
import { MicIcon, SendIcon, SmileIcon } from "../../../ui/session-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import { useSession } from "../session-context.ts";
import { codePoints } from "./code-points.ts";
import styles from "./composer.module.css";
import { AttachButton } from "./attach-button.tsx";
import { useConversation } from "./conversation-context.ts";
import { Counter } from "./counter.tsx";
import { EmojiPopover } from "./late-layers.ts";
import { ReplyBar } from "./reply-bar.tsx";

type ComposerProps = {
  readonly maxChars: number;
  readonly replyTo: MessageItem | null;
  readonly onReplied: () => void;
  readonly draft: { current: string };
  readonly onEscape: () => void;
  readonly onUp: () => void;
  /** The other side can take files. */
  readonly mayAttach: boolean;
  readonly onFiles: (files: readonly File[]) => void;
};

/** Where one writes. Enter sends where there is a keyboard; nothing is sent while one composes a character. */
export function Composer({
  maxChars,
  replyTo,
  onReplied,
  draft,
  onEscape,
  onUp,
  mayAttach,
  onFiles,
}: ComposerProps) {
  const { composer: words } = useWords("conversation");
  const session = useSession();
  const { recordVoice } = useConversation();
  const [text, write] = useState(draft.current);
  const [isPicking, pick] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const emojiButton = useRef<HTMLButtonElement>(null);
  const countId = useId();
  draft.current = text;
  const left = maxChars - codePoints(text);
  const canSend = text.trim() !== "" && left >= 0;

  useLayoutEffect(() => {
    const { current } = area;
    if (current === null) return;
    current.style.blockSize = "auto";
    current.style.blockSize = `${current.scrollHeight}px`;
  }, [text]);
  useEffect(() => {
    if (replyTo !== null) area.current?.focus();
  }, [replyTo]);

  const change = (next: string) => {
    write(next);
    session.typing(next.trim() !== "");
  };
  const send = () => {
    if (!canSend) return;
    session.send(text.trim(), replyTo?.key ?? null);
    session.typing(false);
    write("");
    onReplied();
    area.current?.focus();
  };
  const insert = (emoji: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = area.current ?? {};
    change(text.slice(0, selectionStart) + emoji + text.slice(selectionEnd));
    pick(false);
    area.current?.focus();
  };

  return (
    <form
      class={styles.composer}
      data-region
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class={styles.in}>
        <div class={styles.box}>
          {replyTo !== null && <ReplyBar message={replyTo} onCancel={onReplied} />}
          <div class={styles.line}>
            <AttachButton mayAttach={mayAttach} onFiles={onFiles} />
            <textarea
              ref={area}
              class={styles.text}
              rows={1}
              dir="auto"
              aria-label={words.field}
              aria-describedby={countId}
              placeholder={words.field}
              data-composer
              value={text}
              enterkeyhint={hasKeyboard() ? "send" : "enter"}
              onInput={({ currentTarget }) => change(currentTarget.value)}
              onFocusOut={() => session.typing(false)}
              onPaste={(event) => {
                const files = [...(event.clipboardData?.files ?? [])];
                if (files.length === 0) return;
                event.preventDefault();
                onFiles(files);
              }}
              onKeyDown={(event) => {
                if (event.isComposing || event.keyCode === 229) return;
                if (event.key === "Enter" && !event.shiftKey && hasKeyboard()) {
                  event.preventDefault();
                  send();
                } else if (event.key === "Escape") onEscape();
                else if (event.key === "ArrowUp" && text === "") {
                  event.preventDefault();
                  onUp();
                }
              }}
            />
            <Counter id={countId} left={left} maxChars={maxChars} />
            {text === "" && recordVoice !== undefined && (
              <IconButton label={words.voice} onClick={recordVoice}>
                <MicIcon />
              </IconButton>
            )}
            <IconButton
              label={words.emoji}
              buttonRef={emojiButton}
              aria-haspopup="dialog"
              aria-expanded={isPicking}
              onClick={() => pick(!isPicking)}
            >
              <SmileIcon />
            </IconButton>
          </div>
        </div>
        <button
          type="submit"
          class={styles.send}
          aria-label={words.send}
          title={words.send}
          aria-disabled={!canSend}
        >
          <SendIcon size="l" />
        </button>
      </div>
      {isPicking && (
        <EmojiPopover title={words.emoji} anchor={emojiButton} onPick={insert} onClose={() => pick(false)} />
      )}
    </form>
  );
}

/** A touch screen's Enter makes a new line, as its own keyboard shows. */
const hasKeyboard = (): boolean =>
  typeof matchMedia === "undefined" || !matchMedia("(hover: none) and (pointer: coarse)").matches;
