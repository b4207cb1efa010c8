import { Button } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { SpeakIcon } from "../../../ui/layer-icons.tsx";
import text from "../../../ui/text.module.css";
import { useWords } from "../../../words/words.tsx";
import { DeviceSelect, type DeviceProps } from "./device-select.tsx";
import styles from "./devices.module.css";

/** Where the other one will be heard, and three notes to try it. */
export function SpeakerPart({ view, model }: DeviceProps) {
  const { devices: words } = useWords("check");
  const { speaker } = view;
  return (
    <div class={styles.device}>
      <div class={styles.beside}>
        {model.canChooseSpeaker ? (
          <DeviceSelect view={view} model={model} source="speaker" />
        ) : (
          <div>
            <h4 class={styles.label}>{words.speaker}</h4>
            <p class={cx(text.caption, text.muted)}>{words.system}</p>
          </div>
        )}
        <Button isOff={speaker === "playing"} onClick={model.playSound}>
          <SpeakIcon />
          {speaker === "playing" ? words.playing : words.play}
        </Button>
      </div>
      <p class={cx(text.caption, speaker === "failed" ? text.danger : text.muted)} role="status">
        {speaker === "played" && words.played}
        {speaker === "failed" && words.playFailed}
      </p>
    </div>
  );
}
