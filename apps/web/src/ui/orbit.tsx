import styles from "./orbit.module.css";
import { cx } from "./cx.ts";

type Seat = "in" | "free" | "gone";

type OrbitProps = {
  readonly size?: "s" | "m" | "l";
  readonly me?: Seat;
  readonly peer?: Seat;
  /** The part of the time that is left, 0…1; null draws no clock. */
  readonly time?: number | null;
  readonly stage?: "calm" | "warn" | "last";
  readonly isOver?: boolean;
  readonly hasCore?: boolean;
  readonly turns?: "slow" | "fast";
  /** What it says in words; without it the orbit is only seen. */
  readonly label?: string;
};

/** The mark as a status display: dots are people, the ring is the time left, a dotted ring is over. */
export const Orbit = ({
  size,
  me = "gone",
  peer = "gone",
  time = null,
  stage = "calm",
  isOver = false,
  hasCore = true,
  turns,
  label,
}: OrbitProps) => (
  <svg
    class={cx(
      styles.orbit,
      size && styles[size],
      turns && styles[turns],
      stage !== "calm" && styles[stage],
      isOver && styles.over,
    )}
    viewBox="0 0 48 48"
    {...(label === undefined ? { "aria-hidden": "true" } : { role: "img", "aria-label": label })}
  >
    <circle class={styles.track} cx="24" cy="24" r="17" />
    {time !== null && (
      <circle
        class={styles.time}
        cx="24"
        cy="24"
        r="17"
        pathLength={100}
        stroke-dasharray={`${Math.round(Math.min(1, Math.max(0, time)) * 1000) / 10} 100`}
        transform="rotate(-90 24 24)"
      />
    )}
    {hasCore && (
      <circle
        class={cx(styles.core, isOver && styles.quiet)}
        cx="24"
        cy="24"
        r={size === "s" ? "0" : "4.4"}
      />
    )}
    <g class={styles.people}>
      {me !== "gone" && (
        <circle class={me === "free" ? styles.free : styles.me} cx="36.02" cy="11.98" r={dot(size)} />
      )}
      {peer !== "gone" && (
        <circle class={peer === "free" ? styles.free : styles.peer} cx="11.98" cy="36.02" r={dot(size)} />
      )}
    </g>
  </svg>
);

const dot = (size: OrbitProps["size"]) => (size === "s" ? "6" : "3.6");
