import { clock, fill } from "@chatorbit/i18n";
import type { RefObject } from "preact";
import type { StageView } from "../../../models/views.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { useNow } from "../../../ui/use-now.ts";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import {
  FitIcon,
  FullScreenIcon,
  MicOffIcon,
  PipIcon,
  ShareScreenIcon,
  SmallScreenIcon,
} from "./call-icons.tsx";
import type { Fit } from "./fit.ts";
import { VerdictClock } from "./ladder-view.tsx";
import { QualityPill } from "./quality-pill.tsx";
import { useStage } from "./stage.tsx";
import { StageTime } from "./stage-news.tsx";
import styles from "./stage.module.css";

type StageTopProps = {
  readonly stage: StageView;
  /** The other side's picture, where there is one. */
  readonly video: RefObject<HTMLVideoElement | null> | null;
  readonly fit: Fit | null;
  readonly onFit: (fit: Fit) => void;
};

/** How the call goes, how long it lasts, and how it is seen. */
export function StageTop({ stage, video, fit, onFit }: StageTopProps) {
  const { call, peerName, openVerify } = useCall();
  const { controls, picture, quality, self } = useWords("call");
  const { isChatOpen, openChat } = useStage();
  const { connectedAt, theirs } = stage;
  return (
    <div class={styles.top}>
      <QualityPill stage={stage} />
      {connectedAt === null ? <VerdictClock stage={stage} /> : <Duration since={connectedAt} />}
      {connectedAt !== null && !theirs.audio && (
        <span class={styles.pill}>
          <MicOffIcon size="s" />
          <span class={styles.long}>{fill(picture.muted, { name: peerName })}</span>
        </span>
      )}
      {call.mine.screen === "on" && (
        <span class={styles.pill} title={self.sharing}>
          <ShareScreenIcon size="s" />
          <span class={styles.long}>{self.sharing}</span>
        </span>
      )}
      {!call.isVerified && (
        <button type="button" class={cx(styles.pill, styles.quality, styles.doubt)} onClick={openVerify}>
          <span class={styles.long}>{quality.doubt}</span>
          <b>{quality.verify}</b>
        </button>
      )}
      <StageTime class={styles.session} />
      <span class={styles.push} />
      {isChatOpen ? (
        <Button isSmall look="primary" data-goal="back" onClick={() => openChat(false)}>
          {controls.back}
        </Button>
      ) : (
        <>
          {video !== null && (
            <IconButton
              label={fit === "contain" ? controls.fill : controls.fit}
              onClick={() => onFit(fit === "contain" ? "cover" : "contain")}
            >
              <FitIcon />
            </IconButton>
          )}
          <FullScreen />
          {video !== null && <InPicture video={video} />}
        </>
      )}
    </div>
  );
}

function Duration({ since }: { readonly since: number }) {
  const now = useNow(1000);
  return <span class={cx(styles.pill, styles.lasts)}>{clock(Math.max(0, now - since))}</span>;
}

function FullScreen() {
  const { controls } = useWords("call");
  const { element, isFull } = useStage();
  if (!document.fullscreenEnabled) return null;
  const toggle = () => {
    const done = isFull ? document.exitFullscreen() : element.current?.requestFullscreen();
    done?.catch(() => undefined);
  };
  return (
    <IconButton
      label={isFull ? controls.fullScreenLeave : controls.fullScreen}
      class={styles.wide}
      onClick={toggle}
    >
      {isFull ? <SmallScreenIcon /> : <FullScreenIcon />}
    </IconButton>
  );
}

function InPicture({ video }: { readonly video: RefObject<HTMLVideoElement | null> }) {
  const { controls } = useWords("call");
  if (!document.pictureInPictureEnabled) return null;
  const toggle = () => {
    const done =
      document.pictureInPictureElement === null
        ? video.current?.requestPictureInPicture()
        : document.exitPictureInPicture();
    done?.catch(() => undefined);
  };
  return (
    <IconButton label={controls.pip} data-goal="pip" onClick={toggle}>
      <PipIcon />
    </IconButton>
  );
}
