import { cx } from "../../../ui/cx.ts";
import layout from "../../../ui/layout.module.css";
import { useFormat, useWords } from "../../../words/words.tsx";
import styles from "./composer.module.css";

type CounterProps = { readonly id: string; readonly left: number; readonly maxChars: number };

/** How many characters are left, from a tenth of the limit on. */
export function Counter({ id, left, maxChars }: CounterProps) {
  const { composer: words } = useWords("conversation");
  const format = useFormat();
  const isNear = left <= Math.max(20, maxChars / 10);
  const said = left < 0 ? format.count(words.over, -left) : format.count(words.left, left);
  return (
    <span id={id} class={cx(isNear && styles.count, left < 0 && styles.over)} aria-live="off">
      {isNear && (
        <>
          <span aria-hidden="true">{left < 0 ? `−${format.number(-left)}` : format.number(left)}</span>
          <span class={layout.unseen}>{said}</span>
        </>
      )}
    </span>
  );
}
