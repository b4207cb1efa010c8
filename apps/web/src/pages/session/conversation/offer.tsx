import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { cx } from "../../../ui/cx.ts";
import layout from "../../../ui/layout.module.css";
import text from "../../../ui/text.module.css";
import styles from "./offer.module.css";

type OfferProps = {
  readonly title: string;
  readonly children: ComponentChildren;
  /** Waits for this person's answer: the only thing on the screen that glows. */
  readonly isLive?: boolean;
  /** The same question stands elsewhere too: this one is no landmark of its own. */
  readonly isSecond?: boolean;
  readonly actions?: ComponentChildren;
};

/** A question inside the log. */
export function Offer({ title, children, isLive = false, isSecond = false, actions }: OfferProps) {
  const id = useId();
  return (
    <div class={styles.row}>
      <section
        class={cx(styles.offer, isLive && styles.live)}
        aria-labelledby={id}
        {...(isSecond ? { role: "group" as const } : {})}
      >
        <div class={cx(layout.stack, layout.xs)}>
          <h2 class={text.card} id={id}>
            {title}
          </h2>
          <p class={cx(text.small, text.muted)}>{children}</p>
        </div>
        {actions !== undefined && <div class={cx(layout.actions, layout.row)}>{actions}</div>}
      </section>
    </div>
  );
}
