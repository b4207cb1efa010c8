import styles from "./icon.module.css";
import { cx } from "./cx.ts";

export type IconProps = {
  /** 16, 20 or 24 px. */
  readonly size?: "s" | "m" | "l";
  readonly class?: string | undefined;
};

/** A component that draws one shape on the 24 grid. It says nothing by itself: words stand beside it. */
export const icon =
  (shape: string) =>
  ({ size = "m", class: name }: IconProps) => (
    <svg class={cx(styles.icon, styles[size], name)} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shape} />
    </svg>
  );
