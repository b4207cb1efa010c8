import { fill } from "@chatorbit/i18n";
import type { ComponentChildren } from "preact";
import type { Connection } from "../../../models/views.ts";
import { IconButton } from "../../../ui/button.tsx";
import { BackIcon } from "../../../ui/session-icons.tsx";
import text from "../../../ui/text.module.css";
import { useWords } from "../../../words/words.tsx";
import { usePlace } from "../place.ts";
import styles from "./session-bar.module.css";

type SessionBarProps = {
  /** How many of the two are connected. */
  readonly seats: 1 | 2;
  readonly connection: Connection;
  /** What holds while the line does; trouble with the line stands in its place. */
  readonly state: ComponentChildren;
  /** The page's heading is elsewhere: then this one is not the first. */
  readonly isHeading?: boolean;
  readonly onBack: () => void;
  readonly children?: ComponentChildren;
};

/** The thin bar over a session: where one is, who is there, how the line is. */
export function SessionBar({
  seats,
  connection,
  state,
  isHeading = false,
  onBack,
  children,
}: SessionBarProps) {
  const words = useWords("session");
  const { title } = usePlace();
  const Name = isHeading ? "h1" : "p";
  return (
    <header class={styles.bar} data-region>
      <IconButton label={words.bar.back} onClick={onBack}>
        <BackIcon />
      </IconButton>
      <div class={styles.title}>
        <Name class={styles.name} {...(isHeading ? { tabIndex: -1, "data-focus-first": true } : {})}>
          {isHeading ? title : <b>{title}</b>}
        </Name>
        <p class={styles.state} role="status" aria-label={words.bar.connection}>
          {connection === "live" ? (
            <>
              <span>{fill(words.bar.seats, { count: seats })}</span>
              {state}
            </>
          ) : (
            // Who is there nobody knows while one's own line is down.
            <span class={text.warning}>{words.connection[connection]}</span>
          )}
        </p>
      </div>
      {children}
    </header>
  );
}
