import { Button } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { Orbit } from "../../../ui/orbit.tsx";
import text from "../../../ui/text.module.css";
import { useWords } from "../../../words/words.tsx";
import { useConversation } from "./conversation-context.ts";
import styles from "./line.module.css";

/** The beginning of every conversation: who is here, and what to compare. */
export function IntroLine({ mayVerify }: { readonly mayVerify: boolean }) {
  const { empty, verify } = useWords("conversation");
  const { openVerify } = useConversation();
  return (
    <div class={styles.row}>
      <div class={styles.intro}>
        <Orbit size="m" me="in" peer="in" />
        <h2 class={text.card}>{empty.title}</h2>
        <p class={cx(text.small, text.muted)}>{empty.text}</p>
        {mayVerify && (
          <Button isSmall onClick={openVerify}>
            {verify.button}
          </Button>
        )}
      </div>
    </div>
  );
}
