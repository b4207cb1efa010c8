import type { ComponentChildren } from "preact";
import { cx } from "../../../ui/cx.ts";
import styles from "./call-sheet.module.css";

type AnswerButtonProps = {
  readonly text: string;
  readonly look?: "yes" | "no";
  readonly onPress: () => void;
  readonly children: ComponentChildren;
};

/** One of the big answers under a call: an icon with its name beneath. */
export const AnswerButton = ({ text, look, onPress, children }: AnswerButtonProps) => (
  <button type="button" class={cx(styles.answer, look && styles[look])} onClick={onPress}>
    <span>{children}</span>
    <span>{text}</span>
  </button>
);
