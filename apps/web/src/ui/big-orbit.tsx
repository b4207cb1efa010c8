import styles from "./big-orbit.module.css";
import { cx } from "./cx.ts";

type BigOrbitProps = {
  readonly me: "in" | "free";
  readonly peer: "in" | "free";
  readonly turns?: "slow" | "fast";
  readonly label: string;
};

/** The orbit as the picture of a whole page: who is there and whose seat is free. */
export const BigOrbit = ({ me, peer, turns, label }: BigOrbitProps) => (
  <svg class={cx(styles.orbit, turns && styles[turns])} viewBox="0 0 340 340" role="img" aria-label={label}>
    <circle class={styles.outer} cx="170" cy="170" r="166" />
    <circle class={styles.track} cx="170" cy="170" r="112" />
    <circle class={styles.core} cx="170" cy="170" r="17" />
    <g class={styles.people}>
      {me === "in" && <circle class={styles.halo} cx="249.2" cy="90.8" r="30" />}
      <circle
        class={me === "in" ? styles.me : styles.free}
        cx="249.2"
        cy="90.8"
        r={me === "in" ? "13" : "17"}
      />
      <circle
        class={peer === "in" ? styles.peer : styles.free}
        cx="90.8"
        cy="249.2"
        r={peer === "in" ? "13" : "17"}
      />
    </g>
  </svg>
);
