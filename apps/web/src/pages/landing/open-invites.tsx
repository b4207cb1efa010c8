import { fill } from "@chatorbit/i18n";
import { useId } from "preact/hooks";
import type { OpenInvite } from "../../models/views.ts";
import { ButtonLink, IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { Orbit } from "../../ui/orbit.tsx";
import { TrashIcon } from "../../ui/site-icons.tsx";
import text from "../../ui/text.module.css";
import { useFormat, useWords } from "../../words/words.tsx";
import styles from "./open-invites.module.css";

type OpenInvitesProps = {
  readonly invites: readonly OpenInvite[];
  readonly onForget: (token: string) => void;
};

/** Invitations of this device nobody has answered yet. */
export function OpenInvites({ invites, onForget }: OpenInvitesProps) {
  const { invites: words } = useWords("landing");
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
        {invites.map(({ token, createdAt, validUntil, path }) => {
          const code = token.replaceAll(/(.{4})(?=.)/g, "$1-");
          return (
            <li key={token}>
              <Orbit me="in" peer="free" />
              <div class={styles.what}>
                <span class={styles.code}>{code}</span>
                <span class={cx(text.caption, text.muted)}>
                  {fill(words.made, { time: format.time(createdAt) })} ·{" "}
                  {fill(words.waits, { time: format.dayAndTime(validUntil) })}
                </span>
              </div>
              <div class={styles.acts}>
                <ButtonLink isSmall href={path} label={fill(words.showLabel, { code })}>
                  {words.show}
                </ButtonLink>
                <IconButton label={fill(words.removeLabel, { code })} onClick={() => onForget(token)}>
                  <TrashIcon />
                </IconButton>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
