import { Button } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { HourglassIcon } from "../../../ui/layer-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import { useConversation } from "./conversation-context.ts";
import styles from "./line.module.css";

type WarningLineProps = {
  readonly minutes: 5 | 1;
  /** Only the newest warning offers what can still be done. */
  readonly isNewest: boolean;
};

/** Five minutes, one minute: said where it happened, with the way to more time. */
export function WarningLine({ minutes, isNewest }: WarningLineProps) {
  const { time } = useWords("conversation");
  const { openTime } = useConversation();
  return (
    <div class={styles.row}>
      <p class={cx(styles.note, styles.warn)}>
        <HourglassIcon size="s" />
        <span>{minutes === 5 ? time.fiveLeft : time.oneLeft}</span>
      </p>
      {isNewest && (
        <div class={styles.actions}>
          <Button isSmall onClick={openTime}>
            {time.extend}
          </Button>
          <Button isSmall look="ghost" onClick={openTime}>
            {time.leap}
          </Button>
        </div>
      )}
    </div>
  );
}
