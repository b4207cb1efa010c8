import { fill } from "@chatorbit/i18n";
import type { CheckView } from "../../../models/views.ts";
import { useFormat, useWords } from "../../../words/words.tsx";
import styles from "./ways.module.css";

/** What a call through the relay may hope for; a guess, and said to be one. */
export function Bandwidth({ bandwidth }: Pick<CheckView, "bandwidth">) {
  const { bandwidth: words } = useWords("check");
  const format = useFormat();
  return (
    <div class={styles.speed}>
      <h4 class={styles.name}>{words.title}</h4>
      {bandwidth.is === "guess" ? (
        <p class={styles.why}>
          <b>{words[bandwidth.suits]}</b>
          <span>
            {fill(words.guess, { rate: format.number(Math.max(0.1, Math.round(bandwidth.kbps / 100) / 10)) })}
          </span>
        </p>
      ) : (
        <p class={styles.why}>{words[bandwidth.is]}</p>
      )}
    </div>
  );
}
