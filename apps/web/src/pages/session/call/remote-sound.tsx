import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../../ui/button.tsx";
import { SpeakIcon } from "../../../ui/layer-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import styles from "./stage.module.css";

type RemoteSoundProps = {
  readonly stream: MediaStream | null;
  /** Where it is heard, by the browser's id; null for its own choice. */
  readonly speaker: string | null;
};

/** The other side's voice, whatever is seen of the call. Where the browser wants a press first, it asks for one. */
export function RemoteSound({ stream, speaker }: RemoteSoundProps) {
  const { sound } = useWords("call");
  const audio = useRef<HTMLAudioElement>(null);
  const [isRefused, refuse] = useState(false);

  const play = () => {
    audio.current?.play().then(
      () => refuse(false),
      (cause: unknown) => refuse(cause instanceof DOMException && cause.name === "NotAllowedError"),
    );
  };
  useEffect(() => {
    const element = audio.current;
    if (element === null) return undefined;
    element.srcObject = stream;
    if (stream !== null) play();
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  useEffect(() => {
    const element = audio.current;
    // A speaker that was pulled out meanwhile leaves the sound where it is.
    if (element !== null && "setSinkId" in element) element.setSinkId(speaker ?? "").catch(() => undefined);
  }, [speaker]);

  return (
    <>
      <audio ref={audio} />
      {isRefused && (
        <div class={styles.sound}>
          <p>{sound.refused}</p>
          <Button isSmall look="primary" onClick={play}>
            <SpeakIcon />
            {sound.on}
          </Button>
        </div>
      )}
    </>
  );
}
