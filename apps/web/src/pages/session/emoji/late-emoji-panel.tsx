import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useWords } from "../../../words/words.tsx";
import styles from "./emoji-panel.module.css";

export type EmojiPanelProps = { readonly onPick: (emoji: string) => void };

/** The emoji panel, loaded when it is first wanted. */
export function EmojiPanel(props: EmojiPanelProps) {
  const { loading, loadFailed } = useWords("common");
  const [Panel, set] = useState<ComponentType<EmojiPanelProps> | null>(null);
  const [hasFailed, fail] = useState(false);
  useEffect(() => {
    import("./emoji-panel.tsx").then(
      ({ LoadedEmojiPanel }) => set(() => LoadedEmojiPanel),
      () => fail(true),
    );
  }, []);
  if (Panel === null) {
    return (
      <p class={styles.loading} role="status">
        {hasFailed ? loadFailed : loading}
      </p>
    );
  }
  return <Panel {...props} />;
}
