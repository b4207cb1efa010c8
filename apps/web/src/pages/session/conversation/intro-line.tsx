import { cx } from "../../../ui/cx.ts";
import { Orbit } from "../../../ui/orbit.tsx";
import text from "../../../ui/text.module.css";
import { usePlace } from "../place.ts";
import styles from "./line.module.css";

/** The beginning of every conversation: who is here, and what to compare. */
export function IntroLine({ mayVerify }: { readonly mayVerify: boolean }) {
  const { empty } = usePlace();
  return (
    <div class={styles.row}>
      <div class={styles.intro}>
        <Orbit size="m" me="in" peer="in" />
        <h2 class={text.card}>{empty.title}</h2>
        <p class={cx(text.small, text.muted)}>
          {empty.text} {mayVerify && empty.compare}
        </p>
      </div>
    </div>
  );
}
