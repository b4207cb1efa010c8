import { useEffect, useRef, useState } from "preact/hooks";
import type { CallView, ConversationView } from "../../../models/views.ts";
import { useCall } from "./call-context.ts";
import { CallingView } from "./calling-view.tsx";
import { ConsentSheets, ConsentStrip } from "./consent.tsx";
import { Strips } from "./call-strip.tsx";
import { EndedCall } from "./ended-call.tsx";
import { type Goal, useKeptFocus } from "./keep-focus.ts";
import { Notices } from "./notices.tsx";
import { RecoveryStrip } from "./recovery-strip.tsx";
import { RingingSheet } from "./ringing-sheet.tsx";
import { Stage } from "./stage.tsx";
import { StageNews } from "./stage-news.tsx";
import { StageScene } from "./stage-scene.tsx";

/** Where the focus belongs when a phase took away what had it; a sheet that rings keeps its own. */
const goalsOf: Readonly<Record<CallView["phase"], readonly Goal[]>> = {
  idle: ["again"],
  calling: ["question", "hang-up"],
  ringing: [],
  connecting: ["hang-up", "back"],
  connected: ["mute", "back"],
  ended: ["again"],
};

/** A call in whatever phase it is, over the conversation or beside it. */
export function CallScreen({ view }: { readonly view: ConversationView }) {
  const { call } = useCall();
  /** What the last call was to be, for "Call again". */
  const wanted = useRef(false);
  if (call.phase === "calling" || call.phase === "ringing") wanted.current = call.hasVideo;
  const [closed, close] = useState(0);
  const isUnderway = call.phase === "calling" || call.phase === "connecting" || call.phase === "connected";
  const isAnswering = call.phase === "ringing" && call.isAnswering;
  /** Why a press of the call button began none here. */
  const isElsewhere = call.notice?.notice.type === "call-elsewhere";
  useEffect(() => {
    // What was said of one call says nothing of the next; what is said while one answers is of this one.
    if (!isUnderway && !isAnswering && !isElsewhere) close(call.notice?.id ?? 0);
  }, [isUnderway, isAnswering, isElsewhere, call.notice?.id]);
  const wasIdle = useRef(true);
  useKeptFocus(faceOf(call), call.phase === "idle" && wasIdle.current ? [] : goalsOf[call.phase]);
  wasIdle.current = call.phase === "idle";
  const strips = (
    <Strips isOnStage={isUnderway}>
      {isUnderway && <StageNews view={view} />}
      <ConsentStrip />
      {"recovery" in call && call.connectedAt !== null && <RecoveryStrip recovery={call.recovery} />}
      {(isUnderway || isElsewhere) && <Notices closed={closed} close={close} />}
    </Strips>
  );
  switch (call.phase) {
    case "calling":
      return (
        <Stage view={view} overlays={<ConsentSheets />}>
          <CallingView calling={call} strips={strips} />
        </Stage>
      );
    case "connecting":
    case "connected":
      return (
        <Stage view={view} overlays={<ConsentSheets />}>
          <StageScene stage={call} strips={strips} />
        </Stage>
      );
    case "ringing":
      return (
        <>
          <RingingSheet key={call.since} ringing={call} />
          <ConsentSheets />
        </>
      );
    case "ended":
      return (
        <>
          <Strips>
            <ConsentStrip />
            <EndedCall ended={call} hasVideo={wanted.current} mayCall={view.mayCall} />
          </Strips>
          <ConsentSheets />
        </>
      );
    case "idle":
      return (
        <>
          {strips}
          <ConsentSheets />
        </>
      );
  }
}

/** Changes whenever what had the focus may be gone. */
function faceOf(call: CallView): string {
  if (call.phase === "calling") return `calling ${call.isRinging} ${call.obstacle}`;
  return `${call.phase} ${call.consent.is}`;
}
