import { useEffect, useState } from "preact/hooks";
import { news, type News } from "../../platform/news.ts";
import { IconButton } from "../../ui/button.tsx";
import { Note } from "../../ui/note.tsx";
import { CloseIcon } from "../../ui/site-icons.tsx";
import { useWords } from "../../words/words.tsx";
import styles from "./news-note.module.css";

/** What the address said of a room. Not in the prerendered page, so it comes once that page lives. */
export function NewsNote({ first = null }: { readonly first?: News | null }) {
  const words = useWords("landing").news;
  const [said, hear] = useState(first);
  useEffect(() => {
    const look = () => hear(news.snapshot() ?? first);
    look();
    return news.subscribe(look);
  }, []);
  // Told once: whoever comes back to this page has read it.
  useEffect(() => () => news.dismiss(), []);
  if (said === null) return null;
  const { name, text } = words[said];
  return (
    <Note tone={said === "destroyed" ? "good" : "warn"} role="status">
      <div class={styles.news}>
        <p>
          <b>{name}</b>
          {text}
        </p>
        <IconButton
          label={words.dismiss}
          class={styles.close}
          onClick={() => {
            news.dismiss();
            hear(null);
          }}
        >
          <CloseIcon />
        </IconButton>
      </div>
    </Note>
  );
}
