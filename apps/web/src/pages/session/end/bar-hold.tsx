import { useSession } from "../session-context.ts";
import styles from "./bar-hold.module.css";
import { HoldButton } from "./hold-button.tsx";

/** The end in the bar, where the bar has room for it. */
export function BarHold() {
  const session = useSession();
  return (
    <div class={styles.bar}>
      <HoldButton isSmall onEnd={session.end} />
    </div>
  );
}

/** The end below the page, where the bar has none. */
export function PageHold() {
  const session = useSession();
  return (
    <div class={styles.page}>
      <HoldButton onEnd={session.end} />
    </div>
  );
}
