import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { StageView } from "../../../models/views.ts";
import { useCall } from "./call-context.ts";
import { Controls } from "./controls.tsx";
import { LadderView } from "./ladder-view.tsx";
import { RemotePicture } from "./remote-picture.tsx";
import { SelfView } from "./self-view.tsx";
import { StageTop } from "./stage-top.tsx";
import { hasPicture, remoteStream } from "./streams.ts";
import { type Fit } from "./fit.ts";

type StageSceneProps = { readonly stage: StageView; readonly strips: ComponentChildren };

/** A call both want: the ladder until it holds, then the other one. */
export function StageScene({ stage, strips }: StageSceneProps) {
  const { acts } = useCall();
  const video = useRef<HTMLVideoElement>(null);
  const [fit, choose] = useState<Fit | null>(null);
  const remote = remoteStream(acts);
  const isShown = stage.connectedAt !== null;
  const hasVideo = isShown && stage.theirs.video && hasPicture(remote);
  return (
    <>
      {isShown && (
        <RemotePicture stage={stage} stream={hasVideo ? remote : null} fit={fit} videoRef={video} />
      )}
      <StageTop stage={stage} video={hasVideo ? video : null} fit={fit} onFit={choose} />
      {strips}
      {!isShown && <LadderView stage={stage} />}
      <SelfView isHigh={!isShown} />
      <Controls isEarly={!isShown} />
    </>
  );
}
