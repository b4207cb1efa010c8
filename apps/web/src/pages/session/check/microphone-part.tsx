import { useEffect, useState } from "preact/hooks";
import { cx } from "../../../ui/cx.ts";
import text from "../../../ui/text.module.css";
import { useWords } from "../../../words/words.tsx";
import { DeviceSelect, type DeviceProps } from "./device-select.tsx";
import { DeviceTroubleNote } from "./device-trouble.tsx";
import styles from "./devices.module.css";

/** The microphone with a meter that follows the voice. */
export function MicrophonePart({ view, model }: DeviceProps) {
  const { devices: words } = useWords("check");
  const { microphone, hasHeard, chosen } = view;
  return (
    <div class={styles.device}>
      <DeviceSelect view={view} model={model} source="microphone" />
      {microphone.is === "on" && <Meter model={model} />}
      {microphone.is === "off" ? (
        <DeviceTroubleNote
          source="microphone"
          why={microphone.why}
          onAgain={() => model.chooseDevice("microphone", chosen.microphone)}
        />
      ) : (
        <p class={cx(text.caption, text.muted)}>
          {microphone.is === "asking" ? words.asking.microphone : hasHeard ? words.heard : words.speak}
        </p>
      )}
    </div>
  );
}

const bars = 24;

function Meter({ model }: Pick<DeviceProps, "model">) {
  const { devices: words } = useWords("check");
  const [lit, light] = useState(0);
  useEffect(() => model.watchLevel((level) => light(Math.round(level * bars))), [model]);
  return (
    <div
      class={styles.meter}
      role="meter"
      aria-label={words.level}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round((lit / bars) * 100)}
    >
      {Array.from({ length: bars }, (_, at) => (
        <span key={at} class={cx(at < lit && styles.lit)} />
      ))}
    </div>
  );
}
