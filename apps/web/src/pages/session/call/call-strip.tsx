import type { ComponentChildren } from "preact";
import { cx } from "../../../ui/cx.ts";
import { useWords } from "../../../words/words.tsx";
import styles from "./call-strip.module.css";

type CallStripProps = {
  readonly text: ComponentChildren;
  readonly mark?: ComponentChildren;
  readonly isRed?: boolean;
  readonly actions?: ComponentChildren;
};

/** A small bar under the session's own: something of a call goes on, with the way back to it. */
export const CallStrip = ({ text, mark, isRed = false, actions }: CallStripProps) => (
  <div class={cx(styles.strip, isRed && styles.red, actions === undefined && styles.alone)} data-region>
    {mark}
    <p>{text}</p>
    {actions !== undefined && <div class={styles.actions}>{actions}</div>}
  </div>
);

type StripsProps = { readonly isOnStage?: boolean; readonly children: ComponentChildren };

/** Where such bars stand: top right, or under the stage's own row; a landmark where the stage is not one around it. */
export function Strips({ isOnStage = false, children }: StripsProps) {
  const { label } = useWords("call");
  return isOnStage ? (
    <div class={styles.strips}>{children}</div>
  ) : (
    <section class={styles.strips} aria-label={label}>
      {children}
    </section>
  );
}

/** The lit mark of a recording. */
export const RedDot = () => <span class={styles.dot} aria-hidden="true" />;
