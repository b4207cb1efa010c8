import { clock, fill, type Format, type Words } from "@chatorbit/i18n";
import type { Note } from "../../../models/views.ts";
import { cx } from "../../../ui/cx.ts";
import {
  CallIcon,
  HistoryIcon,
  HourglassIcon,
  KeyIcon,
  LeapIcon,
  MissingIcon,
  NameIcon,
  PhoneSwapIcon,
  RecordIcon,
  UserBackIcon,
  UserLeftIcon,
  VerifiedIcon,
} from "../../../ui/layer-icons.tsx";
import { RetryIcon } from "../../../ui/site-icons.tsx";
import { useFormat, useWords } from "../../../words/words.tsx";
import { useConversation } from "./conversation-context.ts";
import styles from "./line.module.css";

const icons = {
  secured: KeyIcon,
  verified: VerifiedIcon,
  "peer-says-verified": VerifiedIcon,
  "peer-left": UserLeftIcon,
  "peer-returned": UserBackIcon,
  "new-device": PhoneSwapIcon,
  extended: HourglassIcon,
  leapt: LeapIcon,
  named: NameIcon,
  "messages-missing": MissingIcon,
  "needs-newer-app": RetryIcon,
  "history-returned": HistoryIcon,
  "voice-left-out": MissingIcon,
  "file-left-out": MissingIcon,
  "voice-lost": MissingIcon,
  "removed-by-server": MissingIcon,
  "call-ended": CallIcon,
  recording: RecordIcon,
} as const;

const tones: Readonly<Partial<Record<Note["type"], string | undefined>>> = {
  verified: styles.good,
  "new-device": styles.warn,
  "messages-missing": styles.warn,
  "voice-lost": styles.warn,
  "removed-by-server": styles.warn,
};

/** Something that happened, said in one line. */
export function NoteLine({ note }: { readonly note: Note }) {
  const { notes } = useWords("conversation");
  const format = useFormat();
  const { peerName, peerInside } = useConversation();
  const Shape = icons[note.type];
  return (
    <div class={styles.row}>
      <p class={cx(styles.note, tones[note.type])}>
        <Shape size="s" />
        <span>{textOf(note, notes, format, peerName, peerInside)}</span>
      </p>
    </div>
  );
}

function textOf(
  note: Note,
  notes: Words["conversation"]["notes"],
  format: Format,
  name: string,
  inside: string,
): string {
  switch (note.type) {
    case "secured":
      return note.epoch <= 1 ? notes.secured : notes.renewed;
    case "extended":
      return fill(note.by === "me" ? notes.extendedByMe : notes.extendedByPeer, {
        name,
        length: format.length(Math.round(note.seconds / 60)),
      });
    case "named":
      return fill(notes.named, { name: note.name });
    case "call-ended":
      if (note.lastedMs === null) return fill(notes.call[note.why], { name });
      return fill(note.why === "peer-lost-call" ? notes.callLeft : notes.callLasted, {
        time: clock(note.lastedMs),
      });
    case "recording":
      if (note.what === "recording" && note.is === "off" && note.stoppedBy !== null) {
        return fill(notes.recordingStopped[note.by][note.stoppedBy], { name });
      }
      return fill(notes[note.what][note.by][note.is], { name, inside });
    case "messages-missing":
    case "history-returned":
    case "voice-left-out":
    case "file-left-out":
    case "voice-lost":
    case "removed-by-server":
      return format.count(notes[note.type], note.count);
    default:
      return fill(notes[note.type], { name });
  }
}
