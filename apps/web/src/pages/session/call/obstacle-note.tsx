import type { Obstacle } from "../../../models/views.ts";
import { Button } from "../../../ui/button.tsx";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import styles from "./obstacle-note.module.css";

type ObstacleNoteProps = { readonly obstacle: Obstacle | null; readonly hasVideo: boolean };

/** What stands between the press and the call, and the way past it where a person has to choose. */
export function ObstacleNote({ obstacle, hasVideo }: ObstacleNoteProps) {
  const { acts } = useCall();
  const { obstacle: words, calling } = useWords("call");
  switch (obstacle) {
    case null:
      return <p class={styles.text}>{calling.reaching}</p>;
    case "devices":
      return (
        <div class={styles.note}>
          <h3>{words.devices.title}</h3>
          <p class={styles.text}>{hasVideo ? words.devices.video : words.devices.voice}</p>
        </div>
      );
    case "servers":
      return (
        <div class={styles.note}>
          <h3>{words.servers.title}</h3>
          <p class={styles.text}>{words.servers.text}</p>
        </div>
      );
    case "address-consent":
      return (
        <div class={styles.note}>
          <h3>{words.exposure.title}</h3>
          <p class={styles.text}>{words.exposure.text}</p>
          <Button data-goal="question" onClick={acts.agreeExposure}>
            {words.exposure.agree}
          </Button>
        </div>
      );
    case "no-relay":
      return (
        <div class={styles.note}>
          <h3>{words.noRelay.title}</h3>
          <p class={styles.text}>{words.noRelay.text}</p>
          <Button data-goal="question" onClick={() => acts.choosePath("direct")}>
            {words.noRelay.agree}
          </Button>
        </div>
      );
  }
}
