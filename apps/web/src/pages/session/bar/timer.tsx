import { clock, parts } from "@chatorbit/i18n";
import type { TimeView } from "../../../models/views.ts";
import { cx } from "../../../ui/cx.ts";
import { Orbit } from "../../../ui/orbit.tsx";
import { useNow } from "../../../ui/use-now.ts";
import { useWords } from "../../../words/words.tsx";
import styles from "./timer.module.css";

type TimerProps = {
  readonly time: TimeView;
  /** Opens what can be done about the time; its name stands in the conversation's words. */
  readonly more?: { readonly label: string; readonly open: () => void };
};

/** The time left, in three stages: calm, under a fifth, under a minute. */
export function Timer({ time, more }: TimerProps) {
  const { bar } = useWords("session");
  const now = useNow(1000, time.endsAt);
  const left = Math.max(0, time.endsAt - now);
  const { stage } = time;
  return (
    <div class={cx(styles.timer, stage !== "calm" && styles[stage])}>
      <Orbit size="s" stage={stage} time={left / time.totalMs} hasCore={false} />
      <span class={styles.time} role="timer" aria-label={bar.timeLeft}>
        {parts(bar.left).map((part, at) =>
          "text" in part ? <small key={at}>{part.text.trim()}</small> : clock(left),
        )}
      </span>
      {more !== undefined && (
        <button
          type="button"
          class={styles.open}
          aria-label={more.label}
          title={more.label}
          aria-haspopup="dialog"
          onClick={more.open}
        />
      )}
    </div>
  );
}
