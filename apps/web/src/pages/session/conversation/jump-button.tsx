import { cx } from "../../../ui/cx.ts";
import { DownIcon } from "../../../ui/session-icons.tsx";
import { useFormat, useWords } from "../../../words/words.tsx";
import styles from "./log.module.css";

type JumpButtonProps = { readonly fresh: number; readonly onJump: () => void };

/** Back to the end, or back to where one came from. */
export function JumpButton({ fresh, onJump }: JumpButtonProps) {
  const { jump } = useWords("conversation");
  const format = useFormat();
  return (
    <button
      type="button"
      class={cx(styles.jump, fresh > 0 && styles.fresh)}
      {...(fresh > 0 ? {} : { "aria-label": jump.latest, title: jump.latest })}
      onClick={onJump}
    >
      <DownIcon />
      {fresh > 0 && format.count(jump.fresh, fresh)}
    </button>
  );
}
