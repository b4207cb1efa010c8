import { useId } from "preact/hooks";
import card from "../../ui/card.module.css";
import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { Orbit } from "../../ui/orbit.tsx";
import text from "../../ui/text.module.css";
import { useWords } from "../../words/words.tsx";
import styles from "./room-invite-card.module.css";
import { RoomInvite } from "./room-invite.tsx";

type RoomInviteCardProps = { readonly link: string; readonly endsAt: number };

/** Alone: the invitation stands where the conversation begins. */
export function RoomInviteCard({ link, endsAt }: RoomInviteCardProps) {
  const { invite: words, alone } = useWords("room");
  const id = useId();
  return (
    <section class={cx(card.card, styles.card)} aria-labelledby={id}>
      <div class={cx(layout.line, layout.top)}>
        <Orbit size="m" me="in" peer="free" />
        <div class={cx(layout.stack, layout.xs)}>
          <h2 class={text.card} id={id}>
            {words.title}
          </h2>
          <p class={cx(text.small, text.muted)}>
            {words.lead} {alone}
          </p>
        </div>
      </div>
      <RoomInvite link={link} endsAt={endsAt} />
    </section>
  );
}
