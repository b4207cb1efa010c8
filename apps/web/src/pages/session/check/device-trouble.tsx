import type { DeviceTrouble } from "../../../models/views.ts";
import { Button } from "../../../ui/button.tsx";
import { Note } from "../../../ui/note.tsx";
import { useWords } from "../../../words/words.tsx";
import { browserOf } from "./browser.ts";
import styles from "./devices.module.css";

type DeviceTroubleProps = {
  readonly source: "microphone" | "camera";
  readonly why: DeviceTrouble;
  readonly onAgain: () => void;
};

/** Why there is no such device, and the way out. */
export function DeviceTroubleNote({ source, why, onAgain }: DeviceTroubleProps) {
  const words = useWords("check");
  return (
    <Note tone="warn">
      <b>{words.trouble[why][source]}</b>
      <p>{useHelp(source, why)}</p>
      {why !== "insecure" && (
        <Button look="text" class={styles.again} onClick={onAgain}>
          {words.devices.askAgain}
        </Button>
      )}
    </Note>
  );
}

function useHelp(source: "microphone" | "camera", why: DeviceTrouble): string {
  const { allow, help } = useWords("check");
  switch (why) {
    case "refused":
      return allow[browserOf(navigator.userAgent, navigator.maxTouchPoints)];
    case "missing":
      return help.missing[source];
    default:
      return help[why];
  }
}
