import type { ComponentChildren } from "preact";
import { cx } from "../../../ui/cx.ts";
import type { Goal } from "./keep-focus.ts";
import styles from "./call-sheet.module.css";

type AnswerButtonProps = {
  readonly text: string;
  readonly look?: "yes" | "no";
  readonly goal?: Goal;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
};

/** One of the big answers under a call: an icon with its name beneath. */
export const AnswerButton = ({ text, look, goal, onPress, children }: AnswerButtonProps) => (
  <button type="button" class={cx(styles.answer, look && styles[look])} onClick={onPress} data-goal={goal}>
    <span>{children}</span>
    <span>{text}</span>
  </button>
);
