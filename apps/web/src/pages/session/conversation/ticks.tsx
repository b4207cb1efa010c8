import type { Delivery } from "../../../models/views.ts";
import { cx } from "../../../ui/cx.ts";
import { useWords } from "../../../words/words.tsx";
import styles from "./ticks.module.css";

const two = "m1.6 6.4 3 3.1 5.6-6.7M8.4 8.3l1.2 1.2 6-6.9";
const shapes: Readonly<Record<Delivery, string>> = {
  queued: "M14 6a5 5 0 1 1-10 0 5 5 0 0 1 10 0M9 3.4V6l1.7 1",
  sent: "m5 6.2 3.2 3.3L14 2.8",
  delivered: two,
  read: two,
  failed: "M14 6a5 5 0 1 1-10 0 5 5 0 0 1 10 0M9 3.3v3.2M9 8.5v.01",
};

/** How far one's own message has come. The states differ by form, not by colour alone. */
export function Ticks({ delivery }: { readonly delivery: Delivery }) {
  const words = useWords("conversation").delivery;
  return (
    <svg
      class={cx(styles.tick, delivery === "read" && styles.read, delivery === "failed" && styles.failed)}
      viewBox="0 0 18 12"
      role="img"
      aria-label={words[delivery]}
    >
      <path d={shapes[delivery]} />
    </svg>
  );
}
