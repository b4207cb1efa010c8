import { useState } from "preact/hooks";
import { loadUpdate, update } from "../platform/service-worker.ts";
import { useModel } from "../use-model.ts";
import { useWords } from "../words/words.tsx";
import { Button } from "./button.tsx";
import styles from "./update-notice.module.css";

/** Says that a newer build is ready; loads it only on a press, so that no conversation is cut. */
export function UpdateNotice() {
  const isReady = useModel(update);
  const [isLater, wait] = useState(false);
  const words = useWords("common").update;
  if (!isReady || isLater) return null;
  return (
    <div class={styles.notice} role="status">
      <span>{words.text}</span>
      <Button isSmall onClick={loadUpdate}>
        {words.now}
      </Button>
      <Button isSmall look="ghost" onClick={() => wait(true)}>
        {words.later}
      </Button>
    </div>
  );
}
