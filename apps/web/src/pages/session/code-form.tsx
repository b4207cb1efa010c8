import { useState } from "preact/hooks";
import type { Trouble } from "../../models/views.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Field } from "../../ui/field.tsx";
import layout from "../../ui/layout.module.css";
import { useWords } from "../../words/words.tsx";
import { useSession } from "./session-context.ts";

/** The code, typed where the address did not bring it. */
export function CodeForm() {
  const { knock: words } = useWords("session");
  const troubles = useWords("trouble");
  const session = useSession();
  const [code, type] = useState("");
  const [wrong, fail] = useState<Trouble | null>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    fail(session.enterCode(code));
  };
  return (
    <form class={cx(layout.stack, layout.m)} onSubmit={submit} noValidate>
      <Field
        label={words.field}
        isCode
        value={code}
        onText={(typed) => {
          type(typed);
          fail(null);
        }}
        error={wrong === null ? null : `${troubles[wrong].reason} ${troubles[wrong].step}`}
        placeholder="ABCD-1234-WXYZ-K7QM-9D2C"
        autocapitalize="characters"
        enterkeyhint="go"
      />
      <div class={layout.actions}>
        <Button look="primary" type="submit">
          {words.use}
        </Button>
      </div>
    </form>
  );
}
