import { useEffect, useRef } from "preact/hooks";
import { cx } from "../../../ui/cx.ts";
import text from "../../../ui/text.module.css";
import { useWords } from "../../../words/words.tsx";
import { DeviceSelect, type DeviceProps } from "./device-select.tsx";
import { DeviceTroubleNote } from "./device-trouble.tsx";
import styles from "./devices.module.css";
import { CameraOffIcon } from "./check-icons.tsx";

/** One's own picture as a mirror shows it. */
export function CameraPart({ view, model }: DeviceProps) {
  const { devices: words } = useWords("check");
  const { camera, chosen } = view;
  return (
    <div class={styles.device}>
      {camera.is === "on" && <Preview picture={model.camera()} />}
      {camera.is === "asking" && (
        <div class={styles.dark}>
          <CameraOffIcon size="l" />
        </div>
      )}
      <DeviceSelect view={view} model={model} source="camera" />
      {camera.is === "asking" && <p class={cx(text.caption, text.muted)}>{words.asking.camera}</p>}
      {camera.is === "off" && (
        <DeviceTroubleNote
          source="camera"
          why={camera.why}
          onAgain={() => model.chooseDevice("camera", chosen.camera)}
        />
      )}
    </div>
  );
}

function Preview({ picture }: { readonly picture: unknown }) {
  const { devices: words } = useWords("check");
  const video = useRef<HTMLVideoElement>(null);
  const stream = picture instanceof MediaStream ? picture : null;
  useEffect(() => {
    const element = video.current;
    if (element === null) return undefined;
    element.srcObject = stream;
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  return <video ref={video} class={styles.preview} aria-label={words.preview} autoplay muted playsInline />;
}
