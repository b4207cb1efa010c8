import { clock, fill, type Words } from "@chatorbit/i18n";
import type { MessageItem, VoiceView } from "../../../models/views.ts";
import { useLateWords } from "../../../words/words.tsx";
import { IconButton } from "../../../ui/button.tsx";
import { PauseIcon, PlayIcon } from "../../../ui/voice-icons.tsx";
import { Bars } from "./bars.tsx";
import { useSound } from "./use-sound.ts";
import styles from "./voice.module.css";

type VoiceSoundProps = {
  readonly message: MessageItem;
  readonly voice: VoiceView;
};

/** A voice message inside its bubble: play it, see how far it is, or read why it cannot be heard. */
export function VoiceSound({ message, voice }: VoiceSoundProps) {
  const words = useLateWords("voice");
  const sound = useSound(message.key, voice.mime);
  if (words === null) return <div class={styles.sound} />;
  const isHere = message.by === "me" ? voice.state !== "let-go" : voice.state === "ready";
  const state = stateOf(voice, message.by === "me", sound.hasFailed, words);
  const length = clock(voice.ms);
  return (
    <div class={styles.sound}>
      <IconButton
        label={sound.isPlaying ? words.pause : fill(words.play, { time: length })}
        class={styles.play}
        aria-disabled={!isHere || sound.hasFailed}
        onClick={() => isHere && sound.toggle()}
      >
        {sound.isPlaying ? <PauseIcon /> : <PlayIcon />}
      </IconButton>
      <div class={styles.beside}>
        <Bars wave={voice.wave} heard={sound.at / voice.ms} />
        <span class={styles.state}>
          <span class={styles.time}>{sound.at > 0 ? `${clock(sound.at)} / ${length}` : length}</span>
          {state !== "" && <span>{state}</span>}
        </span>
      </div>
    </div>
  );
}

function stateOf(
  { state, done, count }: VoiceView,
  isOwn: boolean,
  hasFailed: boolean,
  words: Words["voice"],
): string {
  switch (state) {
    case "sending":
      return fill(words.sending, { done, count });
    case "arriving":
      return fill(words.arriving, { done, count });
    case "broken":
      return words.broken;
    case "let-go":
      return words.letGo;
    case "queued":
      return words.queued;
    default:
      return hasFailed ? words.cannotPlay : "";
  }
}
