import { fill } from "@chatorbit/i18n";
import { cx } from "../../../ui/cx.ts";
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
        <Half groups={groups.slice(0, 3)} />
        <Half groups={groups.slice(3)} isSecret />
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

type HalfProps = { readonly groups: readonly string[]; readonly isSecret?: boolean };

const Half = ({ groups, isSecret = false }: HalfProps) => (
  <span class={cx(styles.half, isSecret && styles.secret)}>
    {groups.map((group, index) => (
      <span key={index}>{group}</span>
    ))}
  </span>
);
