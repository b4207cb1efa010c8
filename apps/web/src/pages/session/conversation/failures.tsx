import type { MessageItem } from "../../../models/views.ts";
import { copyText } from "../../../platform/clipboard.ts";
import { useWords } from "../../../words/words.tsx";
import { useSession } from "../session-context.ts";
import styles from "./message.module.css";

/** A message that was not sent, and the three ways on. */
export function Failures({ message }: { readonly message: MessageItem }) {
  const words = useWords("conversation").message;
  const session = useSession();
  return (
    <div class={styles.failures}>
      <span>{words.failed}</span>
      <button type="button" onClick={() => session.retry(message.key)}>
        {words.retry}
      </button>
      {message.voice === null && (
        <button type="button" onClick={() => void copyText(message.body ?? "")}>
          {words.copy}
        </button>
      )}
      <button type="button" onClick={() => session.discard(message.key)}>
        {words.discard}
      </button>
    </div>
  );
}
