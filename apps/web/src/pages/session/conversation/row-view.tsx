import { fill } from "@chatorbit/i18n";
import type { ConversationView } from "../../../models/views.ts";
import { Orbit } from "../../../ui/orbit.tsx";
import { useFormat, useWords } from "../../../words/words.tsx";
import { useConversation } from "./conversation-context.ts";
import { IntroLine } from "./intro-line.tsx";
import { BringBackOffer, PactOffer } from "./late-layers.ts";
import { NoteLine } from "./note-line.tsx";
import { ReadingLine, RoomInviteCard, UnconfirmedLine } from "../../room/late-layers.ts";
import { WarningLine } from "./warning-line.tsx";
import styles from "./line.module.css";
import { Message } from "./message.tsx";
import type { Row } from "./rows.ts";

type RowViewProps = {
  readonly row: Row;
  readonly view: ConversationView;
  readonly newestWarning: string | null;
  readonly tabStop: string | null;
  readonly lit: string | null;
};

/** One row of the log, whatever it is. */
export function RowView({ row, view, newestWarning, tabStop, lit }: RowViewProps) {
  switch (row.kind) {
    case "message":
      return (
        <Message
          message={row.message}
          isFirst={row.isFirst}
          isLast={row.isLast}
          isTabStop={row.key === tabStop}
          isLit={row.key === lit}
        />
      );
    case "note":
      return <NoteLine note={row.note} />;
    case "day":
      return <Day at={row.at} />;
    case "unread":
      return <Unread count={row.count} />;
    case "warning":
      return (
        <WarningLine minutes={row.minutes} mayMove={view.traits.canExtend && row.key === newestWarning} />
      );
    case "pact":
      return <PactOffer pact={row.pact} time={view.time} leapMs={view.ttlMinutes * 60_000} />;
    case "bringBack":
      return <BringBackOffer />;
    case "typing":
      return <Typing />;
    case "invite":
      return <RoomInviteCard link={row.link} endsAt={view.time.endsAt} />;
    case "reading":
      return <ReadingLine isOffline={view.connection !== "live"} />;
    case "unconfirmed":
      return <UnconfirmedLine />;
    case "intro":
      return <IntroLine mayVerify={view.verification?.isVerified === false} />;
  }
}

function Day({ at }: { readonly at: number }) {
  const words = useWords("conversation");
  const format = useFormat();
  const today = format.day(Date.now());
  const day = format.day(at);
  const name =
    day === today ? words.today : day === format.day(Date.now() - 86_400_000) ? words.yesterday : day;
  return (
    <div class={styles.row}>
      <span class={styles.day}>{name}</span>
    </div>
  );
}

function Unread({ count }: { readonly count: number }) {
  const { unread } = useWords("conversation");
  const format = useFormat();
  return (
    <div class={styles.row}>
      <p class={styles.unread}>{format.count(unread, count)}</p>
    </div>
  );
}

function Typing() {
  const { typing } = useWords("conversation");
  const { peerName } = useConversation();
  return (
    <div class={styles.row}>
      <p class={styles.typing}>
        <Orbit size="s" me="in" peer="in" turns="slow" hasCore={false} />
        {fill(typing, { name: peerName })}
      </p>
    </div>
  );
}
