import { fill } from "@chatorbit/i18n";
import { Button } from "../../../ui/button.tsx";
import { useWords } from "../../../words/words.tsx";
import { AskDialog } from "./ask-dialog.tsx";
import { useCall } from "./call-context.ts";
import { CallSheet } from "./call-sheet.tsx";
import styles from "./call-sheet.module.css";
import { CallStrip, RedDot } from "./call-strip.tsx";

/** The other side asks to record or to save: what that means, and the answer. */
export function ConsentSheets() {
  const { call, acts, peerName: name } = useCall();
  const { consent: words } = useWords("call");
  const { consent } = call;
  if (consent.is !== "asked" || consent.by !== "peer") return null;
  const { ask, text } = words[consent.what];
  return (
    <CallSheet key={consent.id} title={fill(ask, { name })}>
      <p class={styles.body}>{text}</p>
      <p class={styles.body}>{words.honest}</p>
      <div class={styles.foot}>
        <Button onClick={() => acts.answerConsent(consent.id, false)}>{words.refuse}</Button>
        <Button look="primary" onClick={() => acts.answerConsent(consent.id, true)}>
          {words.agree}
        </Button>
      </div>
    </CallSheet>
  );
}

/** Before this side asks to record. */
export function AskConsent({ onClose }: { readonly onClose: () => void }) {
  const { acts, peerName } = useCall();
  const { consent } = useWords("call");
  return (
    <AskDialog
      what="recording"
      words={consent}
      name={peerName}
      onAsk={() => acts.askConsent("recording")}
      onClose={onClose}
    />
  );
}

/** A question underway, and the lit mark for as long as anything is recorded. */
export function ConsentStrip() {
  const { call, acts, peerName: name, peerInside: inside } = useCall();
  const { consent: words } = useWords("call");
  const { consent } = call;
  if (consent.is === "none" || (consent.is === "asked" && consent.by === "peer")) return null;
  const { waiting, agreed, on } = words[consent.what];
  const isOn = consent.is === "on";
  const text = isOn ? on[consent.by] : consent.is === "agreed" ? agreed : waiting;
  return (
    <CallStrip
      isRed={isOn}
      mark={isOn && <RedDot />}
      text={<span role="status">{fill(text, { name, inside })}</span>}
      actions={
        <Button isSmall {...(isOn ? { look: "dangerOutline" as const } : {})} onClick={acts.stopRecording}>
          {isOn ? words.stop : words.takeBack}
        </Button>
      }
    />
  );
}
