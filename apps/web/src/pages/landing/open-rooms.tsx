import { fill } from "@chatorbit/i18n";
import { useId } from "preact/hooks";
import type { OpenRoom } from "../../models/views.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { Orbit } from "../../ui/orbit.tsx";
import text from "../../ui/text.module.css";
import { useFormat, useWords } from "../../words/words.tsx";
import styles from "./open-invites.module.css";

/** Rooms this browser has a seat in: the way back to them. */
export function OpenRooms({ rooms }: { readonly rooms: readonly OpenRoom[] }) {
  const { rooms: words } = useWords("landing");
  const format = useFormat();
  const id = useId();
  return (
    <section class={cx(layout.stack, layout.m)} aria-labelledby={id}>
      <div>
        <h2 class={text.card} id={id}>
          {words.title}
        </h2>
        <p class={cx(text.small, text.muted)}>{words.text}</p>
      </div>
      <ul class={styles.list}>
        {rooms.map(({ room, endsAt, path }) => {
          const until = fill(words.until, { time: format.dayAndTime(endsAt) });
          return (
            <li key={room}>
              <Orbit me="in" peer="in" />
              <div class={styles.what}>
                <span class={styles.code}>{until}</span>
              </div>
              <div class={styles.acts}>
                <ButtonLink isSmall href={path} label={fill(words.openLabel, { until })}>
                  {words.open}
                </ButtonLink>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
