import { clock } from "@chatorbit/i18n";
import { useEffect, useRef, useState } from "preact/hooks";
import type { MessageItem } from "../../../models/views.ts";
import { Button } from "../../../ui/button.tsx";
import { SendIcon } from "../../../ui/session-icons.tsx";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { useLateWords } from "../../../words/words.tsx";
import composer from "../conversation/composer.module.css";
import { ReplyBar } from "../conversation/reply-bar.tsx";
import { useSession } from "../session-context.ts";
import { Bars } from "./bars.tsx";
import { Sending } from "./sending.ts";
import { useTaking } from "./use-taking.ts";
import styles from "./voice.module.css";

type VoiceRecorderProps = {
  readonly replyTo: MessageItem | null;
  readonly onReplied: () => void;
  readonly onClose: () => void;
};

/** In the place of the composer while one speaks. Begins at once: whoever opens it has pressed for that. */
export function VoiceRecorder({ replyTo, onReplied, onClose }: VoiceRecorderProps) {
  const words = useLateWords("voice");
  const session = useSession();
  const say = useAnnounce();
  const taking = useTaking();
  const [isRefused, refuse] = useState(false);
  const [sending] = useState(() => new Sending());
  const first = useRef<HTMLButtonElement>(null);
  const { phase, trouble, levels, ms } = taking;
  const problem =
    words === null ? null : isRefused ? words.notTaken : trouble === null ? null : words.trouble[trouble];

  useEffect(() => {
    if (words !== null) first.current?.focus();
  }, [words === null, problem]);
  useEffect(() => {
    if (words !== null && phase !== "asking") say(words[phase]);
  }, [words === null, phase]);

  useEffect(() => () => sending.giveUp(), [sending]);

  const close = () => {
    sending.giveUp();
    taking.cancel();
    onClose();
  };
  const send = async () => {
    const end = await sending.run(taking.stop, (one) => session.sendVoice(one, replyTo?.key ?? null));
    if (end === "refused") return refuse(true);
    if (end === null) return;
    onReplied();
    onClose();
  };

  if (words === null) return <div class={composer.composer} />;
  return (
    <section
      class={composer.composer}
      data-region
      aria-label={words.title}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <div class={styles.recorder}>
        {replyTo !== null && <ReplyBar message={replyTo} onCancel={onReplied} />}
        {problem !== null ? (
          <p class={styles.problem} role="alert">
            {problem}
          </p>
        ) : (
          <div class={styles.live}>
            <span class={styles.dot} data-on={phase === "recording"} aria-hidden="true" />
            <span class={styles.time} role="timer" aria-label={words.length}>
              {clock(ms)}
            </span>
            <Bars wave={levels} class={styles.levels} />
            <span class={styles.phase}>{phase === "recording" ? "" : words[phase]}</span>
          </div>
        )}
        <div class={styles.buttons}>
          <Button onClick={close} buttonRef={first}>
            {words.cancel}
          </Button>
          {problem === null && (
            <Button look="primary" isOff={phase === "asking"} onClick={() => void send()}>
              <SendIcon />
              {words.send}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
