import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { KeyIcon } from "../../ui/layer-icons.tsx";
import { Orbit } from "../../ui/orbit.tsx";
import { useWords } from "../../words/words.tsx";
import styles from "../session/conversation/line.module.css";

/** What is kept is being read, or will be. */
export function ReadingLine({ isOffline }: { readonly isOffline: boolean }) {
  const words = useWords("room");
  return (
    <div class={styles.row}>
      <p class={cx(styles.note, layout.line)} role="status">
        <Orbit size="s" me="in" turns="slow" hasCore={false} />
        <span>{isOffline ? words.readingOffline : words.reading}</span>
      </p>
    </div>
  );
}

/** Both have seats, and only one of them knows the keys for good. */
export function UnconfirmedLine() {
  const words = useWords("room");
  return (
    <div class={styles.row}>
      <p class={cx(styles.note, styles.warn)}>
        <KeyIcon size="s" />
        <span>{words.unconfirmed}</span>
      </p>
    </div>
  );
}
