import { cx } from "../../../ui/cx.ts";
import layout from "../../../ui/layout.module.css";
import text from "../../../ui/text.module.css";
import { useLateWords, useWords } from "../../../words/words.tsx";
import { groupsOf } from "./code-groups.ts";
import styles from "./spelling.module.css";

/** The code as it is said over the phone, group by group. */
export function Spelling({ id, code }: { readonly id: string; readonly code: string }) {
  const { waiting: words } = useWords("session");
  const alphabet = useLateWords("spelling");
  const said = (symbol: string) => Object.entries(alphabet ?? {}).find(([key]) => key === symbol)?.[1] ?? "";
  return (
    <section id={id} class={cx(layout.stack, layout.s)}>
      <h2 class={text.eyebrow}>{words.spelling}</h2>
      <ol class={styles.groups}>
        {groupsOf(code).map((group, index) => (
          <li key={group} class={index < 3 ? undefined : styles.secret}>
            {[...group].map((symbol, at) => (
              <span key={at}>
                <b>{symbol}</b>
                {said(symbol)}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
