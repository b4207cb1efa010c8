import type { ComponentChildren, Ref } from "preact";
import { cx } from "../../../ui/cx.ts";
import type { Goal } from "./keep-focus.ts";
import styles from "./control.module.css";

type ControlProps = {
  readonly name: string;
  /** What stands under the icon where the name is too long. */
  readonly short?: string;
  readonly look?: "lit" | "end";
  /** Stays focusable and does nothing. */
  readonly isOff?: boolean;
  readonly opens?: "dialog";
  readonly keys?: string;
  readonly goal?: Goal;
  readonly class?: string | undefined;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
  readonly controlRef?: Ref<HTMLButtonElement>;
};

/** One control of the stage: an icon, its name beneath. */
export const Control = ({
  name,
  short = name,
  look,
  isOff = false,
  opens,
  keys,
  goal,
  class: more,
  onPress,
  children,
  controlRef,
}: ControlProps) => (
  <button
    type="button"
    {...(controlRef === undefined ? {} : { ref: controlRef })}
    class={cx(styles.control, look && styles[look], more)}
    aria-label={name}
    data-goal={goal}
    title={keys === undefined ? name : `${name} (${keys})`}
    {...(keys === undefined ? {} : { "aria-keyshortcuts": keys })}
    {...(opens === undefined ? {} : { "aria-haspopup": opens })}
    {...(isOff ? { "aria-disabled": "true" as const } : { onClick: onPress })}
  >
    <span class={styles.icon}>{children}</span>
    <span class={styles.name}>{short}</span>
  </button>
);
