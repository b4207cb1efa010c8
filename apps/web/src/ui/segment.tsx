import { moveInGroup } from "./radio-keys.ts";
import styles from "./segment.module.css";

type SegmentProps<Value extends string | number> = {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly value: Value | null;
  readonly onChoose: (value: Value) => void;
};

/** A few alternatives side by side. */
export const Segment = <Value extends string | number>({
  label,
  options,
  value,
  onChoose,
}: SegmentProps<Value>) => (
  <div class={styles.segment} role="radiogroup" aria-label={label} onKeyDown={moveInGroup}>
    {options.map((option, index) => (
      <button
        key={option.value}
        type="button"
        role="radio"
        aria-checked={option.value === value}
        tabIndex={
          option.value === value || (index === 0 && !options.some((one) => one.value === value)) ? 0 : -1
        }
        onClick={() => onChoose(option.value)}
      >
        {option.text}
      </button>
    ))}
  </div>
);
