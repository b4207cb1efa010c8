import { useId, useRef, useState } from "preact/hooks";
import { fill } from "@chatorbit/i18n";
import type { NotJoined } from "../../models/views.ts";
import { Button } from "../../ui/button.tsx";
import card from "../../ui/card.module.css";
import { cx } from "../../ui/cx.ts";
import { Field } from "../../ui/field.tsx";
import { useKept } from "../../ui/kept.ts";
import layout from "../../ui/layout.module.css";
import text from "../../ui/text.module.css";
import { useWords } from "../../words/words.tsx";
import styles from "./landing.module.css";

type JoinCardProps = {
  /** Goes there, or says what is wrong with the code. */
  readonly onJoin: (codeOrLink: string) => NotJoined | null;
};

/** Join with a code or a link; mistakes are found before anything is sent. */
export function JoinCard({ onJoin }: JoinCardProps) {
  const { join } = useWords("landing");
  const troubles = useWords("trouble");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [code, type] = useKept("code", "");
  const [error, fail] = useState<NotJoined | "empty" | null>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = code.trim() === "" ? "empty" : onJoin(code);
    fail(wrong);
    if (wrong === null) type("");
    else input.current?.focus();
  };
  const sentences = (): readonly string[] => {
    if (error === null || error === "empty") return [join.empty];
    if ("elsewhere" in error) return [fill(join.elsewhere, { host: error.elsewhere }), join.nothingSent];
    const { name, reason, step } = troubles[error.trouble];
    return [`${name}.`, reason, join.nothingSent, step];
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
          error={error === null ? null : sentences().join(" ")}
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
