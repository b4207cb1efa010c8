import type { ConversationView, Verification } from "../../../models/views.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { LanguageSelect } from "../../../ui/language-select.tsx";
import layout from "../../../ui/layout.module.css";
import { KeyboardIcon, VerifiedIcon } from "../../../ui/layer-icons.tsx";
import text from "../../../ui/text.module.css";
import { ThemeSwitch } from "../../../ui/theme-switch.tsx";
import { useFormat, useWords } from "../../../words/words.tsx";
import { HoldButton } from "../end/hold-button.tsx";
import { usePlace } from "../place.ts";
import { RoomSeat } from "../../room/late-layers.ts";
import { useSession } from "../session-context.ts";
import { WordsRow } from "../verify/words-row.tsx";
import { CallPart } from "./call-part.tsx";
import styles from "./info-panel.module.css";
import { NameForm } from "./name-form.tsx";
import { OtherSeat } from "./other-seat.tsx";

type InfoPanelProps = {
  readonly view: ConversationView;
  readonly onVerify: () => void;
  readonly onKeys: () => void;
  readonly onCheck: () => void;
};

/** About this session: the words, calls, what the server holds now, the name, the other seat, the end. */
export function InfoPanel({ view, onVerify, onKeys, onCheck }: InfoPanelProps) {
  const { info: words, keys, call } = useWords("conversation");
  const session = useSession();
  const { verification, traits, kept } = view;
  return (
    <div class={styles.panel}>
      {verification !== null && <Words verification={verification} onVerify={onVerify} />}
      <section class={styles.part}>
        <h2>{call.title}</h2>
        <CallPart view={view} />
        <Button look="text" class={styles.check} onClick={onCheck}>
          {words.check}
        </Button>
      </section>
      <section class={styles.part}>
        <h2>{words.holds}</h2>
        <Holds view={view} />
      </section>
      <section class={styles.part}>
        <NameForm name={view.myName} />
      </section>
      {traits.canReseat && (
        <section class={styles.part}>
          <h2>{words.seatTitle}</h2>
          <OtherSeat invite={view.invite} />
        </section>
      )}
      {kept?.keys === "alone" && kept.link !== null && (
        <section class={styles.part}>
          <h2>{words.seatTitle}</h2>
          <RoomSeat link={kept.link} endsAt={view.time.endsAt} />
        </section>
      )}
      <div class={cx(styles.end, layout.stack, layout.s)}>
        <HoldButton onEnd={session.end} />
        <div class={styles.look}>
          <LanguageSelect />
          <IconButton label={keys.open} onClick={onKeys}>
            <KeyboardIcon />
          </IconButton>
          <ThemeSwitch />
        </div>
      </div>
    </div>
  );
}

type WordsProps = { readonly verification: Verification; readonly onVerify: () => void };

function Words({ verification, onVerify }: WordsProps) {
  const { info: words, verify } = useWords("conversation");
  return (
    <section class={styles.part}>
      <h2>{words.words}</h2>
      <WordsRow emoji={verification.emoji} isSide />
      {verification.isVerified ? (
        <p class={cx(layout.line, layout.top, text.small, text.muted)}>
          <VerifiedIcon size="s" class={text.positive} />
          {verification.isCurrent ? words.wordsDone : verify.doneBefore}
        </p>
      ) : (
        <>
          <p class={cx(text.small, text.muted)}>{words.wordsNone}</p>
          <div>
            <Button isSmall onClick={onVerify}>
              {verify.button}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function Holds({ view: { time } }: { readonly view: ConversationView }) {
  const { info: words } = useWords("conversation");
  const { info: place } = usePlace();
  const format = useFormat();
  const rows = [
    [words.holdsMessages, place.holdsMessagesValue],
    [place.began, format.time(time.endsAt - time.totalMs)],
    [words.ends, format.time(time.endsAt)],
    [words.seats, words.seatsValue],
  ] as const;
  return (
    <dl class={styles.list}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
