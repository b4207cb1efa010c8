import { fill } from "@chatorbit/i18n";
import { useRef, useState } from "preact/hooks";
import { cx } from "../../../ui/cx.ts";
import { RecordIcon } from "../../../ui/layer-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import {
  ChatIcon,
  DevicesIcon,
  HangUpIcon,
  MicIcon,
  MicOffIcon,
  ShareScreenIcon,
  VideoIcon,
  VideoOffIcon,
} from "./call-icons.tsx";
import { AskConsent } from "./consent.tsx";
import { Control } from "./control.tsx";
import { DevicesMenu } from "./devices-menu.tsx";
import styles from "./stage.module.css";
import { useStage } from "./stage.tsx";

/** Phones have nothing to share by; there the button would be a dead end. */
const canShare = (): boolean => isSecureContext && "getDisplayMedia" in navigator.mediaDevices;

/** What one can do in a call; while no way is found yet, phones show the most needful. */
export function Controls({ isEarly = false }: { readonly isEarly?: boolean }) {
  const { call, acts } = useCall();
  const words = useWords("call");
  const { controls } = words;
  const { mine, consent } = call;
  const { toggleChat, fresh } = useStage();
  const [open, show] = useState<"devices" | "record" | null>(null);
  const devices = useRef<HTMLButtonElement>(null);
  const close = () => show(null);
  const hasMicrophone = mine.microphone !== "off";
  const hasCamera = mine.camera !== "off";
  const isSharing = mine.screen !== "off";

  return (
    <div
      class={cx(styles.controls, isEarly && styles.early)}
      role="group"
      aria-label={controls.label}
      data-controls
    >
      <Control
        name={!hasMicrophone ? controls.noMicrophone : mine.isMuted ? controls.unmute : controls.mute}
        isOff={!hasMicrophone}
        keys="M"
        goal="mute"
        {...(mine.isMuted || !hasMicrophone ? { look: "lit" as const } : {})}
        onPress={() => acts.mute(!mine.isMuted)}
      >
        {mine.isMuted || !hasMicrophone ? <MicOffIcon size="l" /> : <MicIcon size="l" />}
      </Control>
      <Control
        name={hasCamera ? controls.cameraOff : controls.cameraOn}
        short={
          mine.camera === "asking"
            ? controls.asking
            : hasCamera
              ? controls.cameraShort.off
              : controls.cameraShort.on
        }
        keys="V"
        {...(hasCamera ? {} : { look: "lit" as const })}
        onPress={() => acts.camera(!hasCamera)}
      >
        {hasCamera ? <VideoIcon size="l" /> : <VideoOffIcon size="l" />}
      </Control>
      {canShare() && (
        <Control
          name={isSharing ? controls.shareStop : controls.share}
          class={styles.second}
          keys="S"
          {...(isSharing ? { look: "lit" as const } : {})}
          onPress={() => acts.share(!isSharing)}
        >
          <ShareScreenIcon size="l" />
        </Control>
      )}
      <Control
        name={controls.devices}
        class={styles.second}
        opens="dialog"
        controlRef={devices}
        onPress={() => show(open === "devices" ? null : "devices")}
      >
        <DevicesIcon size="l" />
      </Control>
      {consent.is === "none" && (
        <Control
          name={controls.record}
          class={styles.second}
          opens="dialog"
          isOff={call.phase !== "connected"}
          onPress={() => show("record")}
        >
          <RecordIcon size="l" />
        </Control>
      )}
      <Control
        name={fresh > 0 ? fill(controls.chatFresh, { count: fresh }) : controls.chat}
        short={controls.chat}
        class={styles.narrow}
        goal="chat"
        onPress={toggleChat}
      >
        <ChatIcon size="l" />
        {fresh > 0 && (
          <span class={styles.fresh} aria-hidden="true">
            {fresh}
          </span>
        )}
      </Control>
      <Control name={words.hangUp} look="end" goal="hang-up" onPress={acts.hangUp}>
        <HangUpIcon size="l" />
      </Control>
      {open === "devices" && <DevicesMenu anchor={devices} onClose={close} />}
      {open === "record" && <AskConsent onClose={close} />}
    </div>
  );
}
