import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { IconButton } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { CloseIcon, EyeIcon } from "../../../ui/site-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import styles from "./self-view.module.css";
import { useStage } from "./stage.tsx";
import { ownPicture } from "./streams.ts";
import { useCorner } from "./use-corner.ts";

/** What one shares, or one's own picture as in a mirror: dragged or sent by arrow keys to any corner, or put away. */
export function SelfView({ isHigh = false }: { readonly isHigh?: boolean }) {
  const { acts } = useCall();
  const { self } = useWords("call");
  const { isChatOpen } = useStage();
  const { camera, screen } = ownPicture(acts);
  const [isHidden, hide] = useState(false);
  const stream = screen ?? camera;
  if (stream === null || isChatOpen) return null;
  if (isHidden) {
    return (
      <IconButton label={self.show} class={styles.show} onClick={() => hide(false)}>
        <EyeIcon />
      </IconButton>
    );
  }
  return (
    <Picture
      key={String(isHigh)}
      stream={stream}
      isMirrored={screen === null}
      isHigh={isHigh}
      onHide={() => hide(true)}
    />
  );
}

type PictureProps = {
  readonly stream: MediaStream;
  readonly isMirrored: boolean;
  readonly isHigh: boolean;
  readonly onHide: () => void;
};

function Picture({ stream, isMirrored, isHigh, onHide }: PictureProps) {
  const { self } = useWords("call");
  const video = useRef<HTMLVideoElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const corner = useCorner(box, isHigh ? "top-end" : "bottom-end");
  useLayoutEffect(() => {
    const element = video.current;
    if (element === null) return undefined;
    element.srcObject = stream;
    element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  return (
    <div
      {...corner.acts}
      ref={box}
      class={cx(styles.self, isHigh && styles.high, !isMirrored && styles.screen)}
      role="group"
      aria-label={isMirrored ? self.move : self.screen}
      tabIndex={0}
    >
      <video
        ref={video}
        class={isMirrored ? styles.mirror : styles.whole}
        aria-label={isMirrored ? self.label : self.screen}
        muted
        playsInline
        autoplay
      />
      <IconButton label={self.hide} class={styles.hide} onClick={onHide}>
        <CloseIcon size="s" />
      </IconButton>
    </div>
  );
}
