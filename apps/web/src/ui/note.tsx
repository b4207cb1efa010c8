import type { ComponentChildren } from "preact";
import { cx } from "./cx.ts";
import styles from "./note.module.css";
import { AlertIcon, CheckIcon, InfoIcon, WarningIcon } from "./site-icons.tsx";

const icons = { plain: InfoIcon, warn: WarningIcon, danger: AlertIcon, good: CheckIcon };

type NoteProps = {
  readonly tone?: keyof typeof icons;
  readonly role?: "status" | "alert";
  readonly children: ComponentChildren;
};

/** A sentence that matters, on its own ground. */
export const Note = ({ tone = "plain", role, children }: NoteProps) => {
  const Shape = icons[tone];
  return (
    <div class={cx(styles.note, tone !== "plain" && styles[tone])} {...(role === undefined ? {} : { role })}>
      <Shape />
      <div>{children}</div>
    </div>
  );
};
