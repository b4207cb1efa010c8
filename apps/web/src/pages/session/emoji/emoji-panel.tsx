import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { SearchIcon } from "../../../ui/layer-icons.tsx";
import { useLateWords, useWords } from "../../../words/words.tsx";
import styles from "./emoji-panel.module.css";
import { findEmoji } from "./find-emoji.ts";
import type { EmojiPanelProps } from "./late-emoji-panel.tsx";

/** Emoji by group and by name. */
export function LoadedEmojiPanel({ onPick }: EmojiPanelProps) {
  const words = useWords("conversation").reactions;
  const groups = useLateWords("emoji");
  const [query, search] = useState("");
  const field = useRef<HTMLInputElement>(null);
  // Not on a touch screen: its keyboard would cover what is looked for.
  useEffect(() => {
    if (matchMedia("(hover: hover) and (pointer: fine)").matches) field.current?.focus();
  }, []);
  const found = useMemo(() => (groups === null ? [] : findEmoji(groups, query)), [groups, query]);
  return (
    <div class={styles.panel}>
      <label class={styles.search}>
        <SearchIcon />
        <input
          ref={field}
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={query}
          onInput={({ currentTarget }) => search(currentTarget.value)}
        />
      </label>
      <div class={styles.scroll}>
        {found.map(({ id, title, emoji }) => (
          <section key={id}>
            <h3>{title}</h3>
            <div class={styles.grid}>
              {emoji.map((one) => (
                <button
                  key={one.emoji}
                  type="button"
                  aria-label={`${one.emoji} ${one.name}`}
                  title={one.name}
                  onClick={() => onPick(one.emoji)}
                >
                  {one.emoji}
                </button>
              ))}
            </div>
          </section>
        ))}
        {groups !== null && found.length === 0 && <p class={styles.none}>{words.none}</p>}
      </div>
    </div>
  );
}
