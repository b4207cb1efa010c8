import type { EndedView } from "../../models/views.ts";
import card from "../../ui/card.module.css";
import { cx } from "../../ui/cx.ts";
import { CheckIcon, ClockIcon } from "../../ui/site-icons.tsx";
import text from "../../ui/text.module.css";
import { useFormat, useWords } from "../../words/words.tsx";
import styles from "./places-card.module.css";

/** The three places a room was in, each with what is known of it. */
export function PlacesCard({ view }: { readonly view: EndedView }) {
  const { destroyed: words } = useWords("room");
  const format = useFormat();
  const { confirmed, reason, wasAlone, endedAt } = view;
  const isByClock = reason === "timer_expired";
  return (
    <section class={cx(card.card, styles.places)} aria-label={words.who}>
      <ul>
        <Place
          name={words.server}
          what={confirmed.server ? words.serverDone : isByClock ? words.serverClock : words.serverWaiting}
          when={confirmed.server ? words.done : words.waiting}
          isDone={confirmed.server}
        />
        <Place name={words.you} what={words.youDone} when={format.timeToSecond(endedAt)} isDone />
        {!wasAlone && (
          <Place
            name={words.peer}
            what={confirmed.peer ? words.peerDone : isByClock ? words.peerClock : words.peerWaiting}
            when={confirmed.peer ? words.done : words.waiting}
            isDone={confirmed.peer}
          />
        )}
      </ul>
      <p class={cx(text.caption, text.muted, styles.foot)}>{words.foot}</p>
    </section>
  );
}

type PlaceProps = {
  readonly name: string;
  readonly what: string;
  readonly when: string;
  readonly isDone: boolean;
};

const Place = ({ name, what, when, isDone }: PlaceProps) => (
  <li>
    <span class={cx(styles.mark, !isDone && styles.waits)}>{isDone ? <CheckIcon /> : <ClockIcon />}</span>
    <div>
      <p class={text.strong}>{name}</p>
      <p class={cx(text.small, text.muted)}>{what}</p>
    </div>
    <span class={cx(text.caption, text.faint, text.numbers)}>{when}</span>
  </li>
);
