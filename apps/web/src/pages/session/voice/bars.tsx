import { cx } from "../../../ui/cx.ts";
import styles from "./voice.module.css";

/** Pixels from one bar to the next, and of a bar, in the picture's own measure. */
const step = 5;
const width = 3;
const highest = 31;

type BarsProps = {
  /** Heights of 0…31. */
  readonly wave: readonly number[];
  /** How much of it has been heard, 0…1. */
  readonly heard?: number;
  readonly class?: string | undefined;
};

/** A voice as a row of bars. Says nothing that is not said in words beside it. */
export function Bars({ wave, heard = 0, class: name }: BarsProps) {
  const bars = wave.length === 0 ? Array.from({ length: 32 }, () => 0) : wave;
  return (
    <svg
      class={cx(styles.bars, name)}
      viewBox={`0 0 ${bars.length * step - step + width} ${highest + 3}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {bars.map((height, index) => (
        <rect
          key={index}
          class={cx(styles.bar, index < heard * bars.length && styles.heard)}
          x={index * step}
          y={(highest - height) / 2}
          width={width}
          height={height + 3}
          rx={width / 2}
        />
      ))}
    </svg>
  );
}
