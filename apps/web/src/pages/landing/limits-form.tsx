import { validities, type Validity } from "@chatorbit/protocol";
import { fill } from "@chatorbit/i18n";
import { cx } from "../../ui/cx.ts";
import { Field } from "../../ui/field.tsx";
import { Segment } from "../../ui/segment.tsx";
import { useFormat, useWords } from "../../words/words.tsx";
import styles from "./limits-form.module.css";
import { numberIn, type Range, ranges } from "./limits.ts";

/** The limits as they stand in the form: what was typed, right or not. */
export type LimitsDraft = {
  readonly validity: Validity;
  readonly minutes: string;
  readonly characters: string;
};

type LimitsFormProps = {
  readonly id: string;
  readonly draft: LimitsDraft;
  readonly onChange: (draft: LimitsDraft) => void;
};

/** Validity, length and characters of a session to start. */
export function LimitsForm({ id, draft, onChange }: LimitsFormProps) {
  const { limits: words, start } = useWords("landing");
  const format = useFormat();
  const between = ({ least, most }: Range) => ({ least: format.number(least), most: format.number(most) });
  const error = (text: string, range: Range) =>
    numberIn(text, range) === null ? fill(words.outOfRange, between(range)) : null;
  return (
    <div class={styles.form} id={id}>
      <div class={cx(styles.group, styles.wide)}>
        <span class={styles.label} aria-hidden="true">
          {words.validFor}
        </span>
        <Segment
          label={words.validFor}
          options={(Object.keys(validities) as Validity[]).map((value) => ({ value, text: words[value] }))}
          value={draft.validity}
          onChoose={(validity) => onChange({ ...draft, validity })}
        />
        <span class={styles.hint}>{words.validForHint}</span>
      </div>
      <div class={cx(styles.group, styles.wide)}>
        <span class={styles.label} aria-hidden="true">
          {start.length}
        </span>
        <Segment
          label={start.length}
          options={[30, 60, 120].map((value) => ({ value, text: format.length(value) }))}
          value={numberIn(draft.minutes, ranges.ttlMinutes)}
          onChoose={(minutes) => onChange({ ...draft, minutes: String(minutes) })}
        />
      </div>
      <Field
        label={words.length}
        inputMode="numeric"
        value={draft.minutes}
        onText={(minutes) => onChange({ ...draft, minutes })}
        hint={fill(words.range, between(ranges.ttlMinutes))}
        error={error(draft.minutes, ranges.ttlMinutes)}
      />
      <Field
        label={words.characters}
        inputMode="numeric"
        value={draft.characters}
        onText={(characters) => onChange({ ...draft, characters })}
        hint={fill(words.range, between(ranges.maxChars))}
        error={error(draft.characters, ranges.maxChars)}
      />
    </div>
  );
}
