import type { ComponentChildren, Ref, TargetedEvent } from "preact";
import { useId } from "preact/hooks";
import { cx } from "./cx.ts";
import styles from "./field.module.css";
import { AlertIcon } from "./site-icons.tsx";

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly hint?: string;
  /** What is wrong and the way out; null when nothing is. */
  readonly error?: string | null;
  readonly unit?: string;
  readonly isCode?: boolean;
  readonly after?: ComponentChildren;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly inputMode?: "numeric";
  readonly placeholder?: string;
  readonly autocapitalize?: "characters";
  readonly enterkeyhint?: "go" | "done";
  readonly maxLength?: number;
};

/** A labelled line of text with its hint or its error. */
export function Field({
  label,
  value,
  onText,
  hint,
  error = null,
  unit,
  isCode = false,
  after,
  inputRef,
  ...rest
}: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div class={styles.field}>
      <label class={styles.label} for={id}>
        {label}
      </label>
      <div class={cx(styles.box, isCode && styles.code, error !== null && styles.wrong)}>
        <input
          {...rest}
          type="text"
          autocomplete="off"
          autocorrect="off"
          spellcheck={false}
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          id={id}
          value={value}
          onInput={({ currentTarget }: TargetedEvent<HTMLInputElement>) => onText(currentTarget.value)}
          aria-invalid={error !== null}
          {...(note === undefined ? {} : { "aria-describedby": `${id}-note` })}
        />
        {unit !== undefined && <span class={styles.unit}>{unit}</span>}
        {after}
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} class={error === null ? styles.hint : styles.error} aria-live="polite">
          {error !== null && <AlertIcon size="s" />}
          <span>{note}</span>
        </p>
      )}
    </div>
  );
}
