import { cx } from "../../../ui/cx.ts";
import { useSpoken } from "../../../words/words.tsx";
import { safetyWord } from "./safety-words.ts";
import styles from "./words-row.module.css";

type WordsRowProps = {
  readonly emoji: readonly number[];
  /** Small, for the column beside the conversation. */
  readonly isSide?: boolean;
};

/** The seven pictures with their names. */
export function WordsRow({ emoji, isSide = false }: WordsRowProps) {
  const { language } = useSpoken();
  return (
    <ol class={cx(styles.words, isSide && styles.side)}>
      {emoji.map((index, at) => {
        const word = safetyWord(index, language);
        return (
          <li key={at} class={styles.word}>
            <span class={styles.emoji} aria-hidden="true">
              {word.emoji}
            </span>
            <span class={styles.name}>{word.name}</span>
          </li>
        );
      })}
    </ol>
  );
}
