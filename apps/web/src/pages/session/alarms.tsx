import { fill } from "@chatorbit/i18n";
import type { Alarm } from "../../models/views.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { AlertIcon, CloseIcon, WarningIcon } from "../../ui/site-icons.tsx";
import { useFormat, useWords } from "../../words/words.tsx";
import styles from "./alarms.module.css";
import { usePlace } from "./place.ts";
import { useSession } from "./session-context.ts";

/** Alarms that mean somebody may be in between, not only a mistake. */
const grave: ReadonlySet<Alarm["alarm"]["type"]> = new Set([
  "relay-alters-messages",
  "keys-copied",
  "offer-differs",
]);

type AlarmsProps = {
  readonly alarms: readonly Alarm[];
  /** They stand in a second place too, and are said aloud once. */
  readonly isSecond?: boolean;
};

/** What a person at risk must hear of: what happened, when, and what to do. */
export function Alarms({ alarms, isSecond = false }: AlarmsProps) {
  const { alarms: words } = useWords("conversation");
  if (alarms.length === 0) return null;
  return (
    <section
      class={styles.alarms}
      {...(isSecond ? {} : { role: "alert" as const })}
      aria-label={words.label}
      tabIndex={alarms.length > 1 ? 0 : -1}
    >
      {alarms.map((alarm) => (
        <AlarmLine key={alarm.id} alarm={alarm} />
      ))}
    </section>
  );
}

function AlarmLine({ alarm: { id, at, alarm } }: { readonly alarm: Alarm }) {
  const { alarms: words } = useWords("conversation");
  const { knock } = usePlace();
  const session = useSession();
  const format = useFormat();
  const { title, text } = alarm.type === "knock" ? knock : wordsOf(words, alarm);
  const isGrave = grave.has(alarm.type) || (alarm.type === "wrong-code" && !alarm.isLikelyTypo);
  return (
    <div class={cx(styles.alarm, isGrave && styles.grave)}>
      {isGrave ? <AlertIcon /> : <WarningIcon />}
      <div>
        <h2>
          {title}
          <time>{format.time(at)}</time>
        </h2>
        <p>{alarm.type === "wrong-code" ? fill(text, { spent: alarm.spent, left: alarm.left }) : text}</p>
      </div>
      <IconButton label={words.dismiss} onClick={() => session.dismissAlarm(id)}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}

function wordsOf(
  words: ReturnType<typeof useWords<"conversation">>["alarms"],
  alarm: Alarm["alarm"],
): { readonly title: string; readonly text: string } {
  if (alarm.type !== "wrong-code") return words[alarm.type];
  return alarm.isLikelyTypo ? words.wrongCodeTypo : words.wrongCode;
}
