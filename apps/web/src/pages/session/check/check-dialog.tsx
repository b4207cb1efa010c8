import { useEffect, useMemo, useState } from "preact/hooks";
import type { CheckModel } from "../../../models/views.ts";
import { useModel } from "../../../use-model.ts";
import { Button } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { Note } from "../../../ui/note.tsx";
import { RetryIcon } from "../../../ui/site-icons.tsx";
import text from "../../../ui/text.module.css";
import { SpokenContext, useLateWords, useSpoken, useWords } from "../../../words/words.tsx";
import { useSession } from "../session-context.ts";
import styles from "./check-dialog.module.css";
import { Bandwidth } from "./bandwidth.tsx";
import { CameraPart } from "./camera-part.tsx";
import { MicrophonePart } from "./microphone-part.tsx";
import { ServerWarnings } from "./server-warnings.tsx";
import { SpeakerPart } from "./speaker-part.tsx";
import { CheckVerdict } from "./check-verdict.tsx";
import { Ways } from "./ways.tsx";

type CheckDialogProps = { readonly onClose: () => void };

/** Devices and ways out, tried before somebody is called. Everything it opened ends with it. */
export function CheckDialog({ onClose }: CheckDialogProps) {
  const { info } = useWords("conversation");
  const { loading, loadFailed } = useWords("common");
  const spoken = useSpoken();
  const words = useLateWords("check");
  const inside = useMemo(
    () => (words === null ? null : { ...spoken, words: { ...spoken.words, check: words } }),
    [spoken, words],
  );
  const model = useCheck();
  if (inside !== null && model !== "coming" && model !== null) {
    return (
      <SpokenContext.Provider value={inside}>
        <Check model={model} onClose={onClose} />
      </SpokenContext.Provider>
    );
  }
  return (
    <Dialog title={info.check} onClose={onClose}>
      <p role="status">{model === null ? loadFailed : loading}</p>
    </Dialog>
  );
}

function Check({ model, onClose }: CheckDialogProps & { readonly model: CheckModel }) {
  const words = useWords("check");
  const { info } = useWords("conversation");
  const view = useModel(model);
  return (
    <Dialog
      title={info.check}
      onClose={onClose}
      foot={
        <>
          <Button onClick={model.again}>
            <RetryIcon />
            {words.again}
          </Button>
          <Button look="primary" onClick={onClose}>
            {words.done}
          </Button>
        </>
      }
    >
      <div class={styles.check}>
        <div class={styles.verdict} role="status">
          <CheckVerdict verdict={view.verdict} />
          {view.microphone.is === "off" && view.verdict !== "checking" && (
            <Note tone="warn">{words.noMicrophone}</Note>
          )}
        </div>
        <p class={cx(styles.lead, text.caption, text.muted)}>{words.lead}</p>
        <section class={styles.part} aria-labelledby="check-devices">
          <h3 id="check-devices">{words.devices.title}</h3>
          <CameraPart view={view} model={model} />
          <MicrophonePart view={view} model={model} />
          <SpeakerPart view={view} model={model} />
        </section>
        <section class={styles.part} aria-labelledby="check-ways">
          <h3 id="check-ways">{words.ways.title}</h3>
          <Ways ways={view.ways} />
          <Bandwidth bandwidth={view.bandwidth} />
          {view.warnings.length > 0 && <ServerWarnings warnings={view.warnings} families={view.families} />}
        </section>
      </div>
    </Dialog>
  );
}

/** The check of this session while the component stands; null when its code could not be had. */
function useCheck(): CheckModel | "coming" | null {
  const session = useSession();
  const [model, set] = useState<CheckModel | "coming" | null>("coming");
  useEffect(() => {
    let isWanted = true;
    let opened: CheckModel | null = null;
    void session.check().then((found) => {
      if (!isWanted) return found?.close();
      opened = found;
      set(found);
    });
    return () => {
      isWanted = false;
      opened?.close();
    };
  }, [session]);
  return model;
}
