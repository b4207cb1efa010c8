import { fill } from "@chatorbit/i18n";
import type { ComponentChildren } from "preact";
import type { CallingView as Calling } from "../../../models/views.ts";
import { Orbit } from "../../../ui/orbit.tsx";
import text from "../../../ui/text.module.css";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import { Control } from "./control.tsx";
import { HangUpIcon } from "./call-icons.tsx";
import { ObstacleNote } from "./obstacle-note.tsx";
import { ringSeconds } from "./ringing-sheet.tsx";
import { SelfView } from "./self-view.tsx";
import { StageTime } from "./stage-news.tsx";
import styles from "./stage.module.css";

type CallingViewProps = { readonly calling: Calling; readonly strips: ComponentChildren };

/** This side calls: what it waits for, then that it rings. */
export function CallingView({ calling, strips }: CallingViewProps) {
  const { acts, peerInside } = useCall();
  const words = useWords("call");
  const { hasVideo, isRinging, obstacle } = calling;
  return (
    <>
      <div class={styles.top}>
        <span class={styles.pill}>{hasVideo ? words.video : words.voice}</span>
        <StageTime />
      </div>
      {strips}
      <div class={styles.calling} role="status">
        <Orbit size="l" me="in" peer={isRinging ? "in" : "free"} turns={isRinging ? "slow" : "fast"} />
        <h2 class={text.hero}>
          {isRinging || obstacle === null
            ? fill(words.calling.title, { inside: peerInside })
            : words.calling.preparing}
        </h2>
        {isRinging ? (
          <p class={styles.lead}>{fill(words.calling.rings, { most: ringSeconds })}</p>
        ) : (
          <ObstacleNote obstacle={obstacle} hasVideo={hasVideo} />
        )}
      </div>
      <SelfView />
      <div class={styles.controls} role="group" aria-label={words.controls.label}>
        <Control name={words.hangUp} look="end" goal="hang-up" onPress={acts.hangUp}>
          <HangUpIcon size="l" />
        </Control>
      </div>
    </>
  );
}
