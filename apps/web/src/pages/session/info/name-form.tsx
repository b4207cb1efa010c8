import { maxNameLength } from "@chatorbit/protocol";
import { useState } from "preact/hooks";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { useWords } from "../../../words/words.tsx";
import { usePlace } from "../place.ts";
import { useSession } from "../session-context.ts";
import styles from "./info-panel.module.css";

/** The name one has for the other one in this session; there need not be one. */
export function NameForm({ name }: { readonly name: string | null }) {
  const { info: words } = useWords("conversation");
  const place = usePlace().info;
  const session = useSession();
  const announce = useAnnounce();
  const [typed, type] = useState(name ?? "");
  const hasChanged = typed.trim() !== (name ?? "");
  return (
    <form
      class={styles.name}
      onSubmit={(event) => {
        event.preventDefault();
        if (!hasChanged) return;
        session.setName(typed.trim());
        announce(words.nameSaved);
      }}
    >
      <Field
        label={place.name}
        value={typed}
        onText={type}
        hint={place.nameHint}
        maxLength={maxNameLength}
        enterkeyhint="done"
      />
      {hasChanged && (
        <Button isSmall type="submit">
          {words.nameSave}
        </Button>
      )}
    </form>
  );
}
