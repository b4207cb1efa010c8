import { useId, useRef, useState } from "preact/hooks";
import type { Trouble } from "../../models/views.ts";
import { Button } from "../../ui/button.tsx";
import card from "../../ui/card.module.css";
import { cx } from "../../ui/cx.ts";
import { Field } from "../../ui/field.tsx";
import { useKept } from "../../ui/kept.ts";
import layout from "../../ui/layout.module.css";
import text from "../../ui/text.module.css";
import { codeTrouble } from "../../words/code-trouble.ts";
import { useWords } from "../../words/words.tsx";
import styles from "./landing.module.css";

type JoinCardProps = {
  /** Goes there, or says what is wrong with the code. */
  readonly onJoin: (codeOrLink: string) => Trouble | null;
};

/** Join with a code or a link; mistakes are found before anything is sent. */
export function JoinCard({ onJoin }: JoinCardProps) {
  const { join } = useWords("landing");
  const troubles = useWords("trouble");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [code, type] = useKept("code", "");
  const [error, fail] = useState<Trouble | "empty" | null>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = code.trim() === "" ? "empty" : codeTrouble(onJoin(code));
    fail(wrong);
    if (wrong === null) type("");
    else input.current?.focus();
  };
  return (
    <section class={cx(card.card, styles.way)} aria-labelledby={id}>
      <div class={cx(layout.stack, layout.xs)}>
        <h2 class={text.card} id={id}>
          {join.title}
        </h2>
        <p class={text.muted}>{join.text}</p>
      </div>
      <form class={styles.form} onSubmit={submit} noValidate>
        <Field
          label={join.field}
          isCode
          inputRef={input}
          value={code}
          onText={(typed) => {
            type(typed);
            fail(null);
          }}
          hint={join.hint}
          error={error === null ? null : error === "empty" ? join.empty : sentence(troubles[error])}
          placeholder="ABCD-1234-WXYZ-K7QM-9D2C"
          autocapitalize="characters"
          enterkeyhint="go"
        />
        <div class={styles.foot}>
          <Button type="submit" isBlock>
            {join.button}
          </Button>
        </div>
      </form>
    </section>
  );
}

const sentence = ({ name, reason, step }: { name: string; reason: string; step: string }) =>
  `${name}. ${reason} ${step}`;
