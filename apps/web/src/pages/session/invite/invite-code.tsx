import { fill } from "@chatorbit/i18n";
import { useWords } from "../../../words/words.tsx";
import styles from "./invite-code.module.css";
import { groupsOf } from "./code-groups.ts";

/** The code in its two halves: what the server knows and what never reaches it. */
export function InviteCode({ code }: { readonly code: string }) {
  const { waiting: words } = useWords("session");
  const groups = groupsOf(code);
  return (
    <div class={styles.box}>
      <div class={styles.code} role="img" aria-label={fill(words.code, { code: groups.join(" ") })}>
        {groups.map((group, index) => (
          <span key={group} class={index < 3 ? undefined : styles.secret}>
            {group}
          </span>
        ))}
      </div>
      <ul class={styles.key}>
        <li>
          <i />
          {words.serverHalf}
        </li>
        <li>
          <i />
          {words.yourHalf}
        </li>
      </ul>
    </div>
  );
}
