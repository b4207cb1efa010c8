import { fill } from "@chatorbit/i18n";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { StageView } from "../../../models/views.ts";
import { cx } from "../../../ui/cx.ts";
import { Button } from "../../../ui/button.tsx";
import { Orbit } from "../../../ui/orbit.tsx";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import { type Fit, fitOf } from "./fit.ts";
import { useKeptFocus } from "./keep-focus.ts";
import styles from "./stage.module.css";

type RemotePictureProps = {
  readonly stage: StageView;
  /** null while the other side sends no picture. */
  readonly stream: MediaStream | null;
  /** What the person chose, or null for what suits the picture. */
  readonly fit: Fit | null;
  readonly videoRef: RefObject<HTMLVideoElement | null>;
};

/** What the other side shows; who it is where it shows nothing. */
export function RemotePicture({ stage, stream, fit, videoRef }: RemotePictureProps) {
  const { peerName } = useCall();
  if (stream === null) return <NoPicture name={peerName} isAwaited={stage.theirs.video} />;
  return <Picture stream={stream} fit={fit} videoRef={videoRef} />;
}

type PictureProps = Omit<RemotePictureProps, "stage" | "stream"> & { readonly stream: MediaStream };

function Picture({ stream, fit, videoRef }: PictureProps) {
  const { peerInside } = useCall();
  const { picture, controls } = useWords("call");
  const suits = useFit(videoRef, stream);
  const isApart = useApart(videoRef);
  const wasApart = useRef(false);
  wasApart.current ||= isApart;
  useKeptFocus(String(isApart), isApart ? ["apart"] : wasApart.current ? ["pip"] : []);
  return (
    <>
      <video
        ref={videoRef}
        class={cx(styles.picture, (fit ?? suits) === "contain" && styles.contain)}
        aria-label={fill(picture.of, { name: peerInside })}
        muted
        playsInline
        autoplay
      />
      {isApart && (
        <div class={cx(styles.nobody, styles.apart)}>
          <p class={styles.lead} role="status">
            {picture.apart}
          </p>
          <Button data-goal="apart" onClick={() => document.exitPictureInPicture().catch(() => undefined)}>
            {controls.pipBack}
          </Button>
        </div>
      )}
    </>
  );
}

/** The picture is in a window of its own, which must not outlive it: a call that ended would be seen on there. */
function useApart(video: RefObject<HTMLVideoElement | null>): boolean {
  const [isApart, set] = useState(false);
  useLayoutEffect(() => {
    const element = video.current;
    if (element === null) return undefined;
    let isOut = document.pictureInPictureElement === element;
    const went = ({ type }: Event) => {
      isOut = type === "enterpictureinpicture";
      set(isOut);
    };
    element.addEventListener("enterpictureinpicture", went);
    element.addEventListener("leavepictureinpicture", went);
    return () => {
      element.removeEventListener("enterpictureinpicture", went);
      element.removeEventListener("leavepictureinpicture", went);
      if (isOut) document.exitPictureInPicture().catch(() => undefined);
    };
  }, []);
  return isApart;
}

function NoPicture({ name, isAwaited }: { readonly name: string; readonly isAwaited: boolean }) {
  const { mine } = useCall().call;
  const { picture, voice } = useWords("call");
  const isVoice = mine.camera === "off" && mine.screen === "off";
  return (
    <div class={styles.nobody}>
      <Orbit size="l" me="in" peer="in" turns="slow" />
      <p class={styles.who}>{name}</p>
      <p class={styles.lead}>
        {isAwaited ? picture.connecting : isVoice ? voice : fill(picture.none, { name })}
      </p>
    </div>
  );
}

/** Gives the element its stream and follows the size of both: a screen that begins to be shared has another one. */
function useFit(video: RefObject<HTMLVideoElement | null>, stream: MediaStream): Fit {
  const [fit, set] = useState<Fit>("cover");
  useLayoutEffect(() => {
    const element = video.current;
    if (element === null) return undefined;
    element.srcObject = stream;
    element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  useEffect(() => {
    const element = video.current;
    if (element === null) return undefined;
    const measure = () => {
      const { videoWidth, videoHeight, clientWidth, clientHeight } = element;
      set(fitOf({ width: videoWidth, height: videoHeight }, { width: clientWidth, height: clientHeight }));
    };
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    element.addEventListener("resize", measure);
    return () => {
      resized.disconnect();
      element.removeEventListener("resize", measure);
    };
  }, [stream]);
  return fit;
}
