import { Button } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { HourglassIcon } from "../../../ui/layer-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import { usePlace } from "../place.ts";
import { useConversation } from "./conversation-context.ts";
import styles from "./line.module.css";

type WarningLineProps = {
  readonly minutes: 5 | 1;
  /** Only the newest warning offers what can still be done, where anything can. */
  readonly mayMove: boolean;
};

/** Five minutes, one minute: said where it happened, with the way to more time. */
export function WarningLine({ minutes, mayMove }: WarningLineProps) {
  const { time } = useWords("conversation");
  const { time: said } = usePlace();
  const { openTime } = useConversation();
  return (
    <div class={styles.row}>
      <p class={cx(styles.note, styles.warn)}>
        <HourglassIcon size="s" />
        <span>{minutes === 5 ? said.fiveLeft : said.oneLeft}</span>
      </p>
      {mayMove && (
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
