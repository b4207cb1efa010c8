import { fill } from "@chatorbit/i18n";
import { useEffect, useRef, useState } from "preact/hooks";
import type { DeviceTrouble, RingingView } from "../../../models/views.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Button } from "../../../ui/button.tsx";
import { CallIcon } from "../../../ui/layer-icons.tsx";
import { useNow } from "../../../ui/use-now.ts";
import { useWords } from "../../../words/words.tsx";
import { AnswerButton } from "./answer-button.tsx";
import { useCall } from "./call-context.ts";
import { BellOffIcon, HangUpIcon, MicOffIcon, RouteIcon, VideoIcon } from "./call-icons.tsx";
import { CallSheet } from "./call-sheet.tsx";
import styles from "./call-sheet.module.css";
import { CallStrip, Strips } from "./call-strip.tsx";
import { useKeptFocus } from "./keep-focus.ts";
import { ObstacleNote } from "./obstacle-note.tsx";
import { TroubleDialog } from "./trouble-dialog.tsx";

/** A call rings this long, s (CA1). */
export const ringSeconds = 45;

/** The other side calls: who, how, what accepting shows, and the three answers. */
export function RingingSheet({ ringing }: { readonly ringing: RingingView }) {
  const { call, acts, peerName } = useCall();
  const words = useWords("call");
  const announce = useAnnounce();
  const { trouble } = call.mine;
  /** What was accepted, for trying again. */
  const wanted = useRef(ringing.hasVideo);
  const [isHelpOpen, help] = useState(false);
  useEffect(() => help(trouble?.source === "microphone"), [trouble]);
  const [isPut, putAway] = useState(false);
  const kind = ringing.hasVideo ? words.video : words.voice;
  useEffect(() => announce(`${kind}. ${fill(words.ringing.from, { name: peerName })}`), [ringing.since]);

  /** The sheet has changed once: before, it takes no focus from anybody. */
  const face = `${isPut} ${isHelpOpen} ${ringing.isAnswering} ${ringing.obstacle}`;
  const first = useRef(face);
  if (first.current !== face) first.current = "";
  useKeptFocus(face, first.current === "" ? ["question", "show", "answer", "decline"] : []);

  if (ringing.isAnswering) return <Answering ringing={ringing} />;
  if (isPut) {
    return (
      <Strips>
        <CallStrip
          text={`${kind}. ${words.ringing.waiting}`}
          actions={
            <>
              <Button isSmall look="dangerOutline" onClick={acts.decline}>
                {words.ringing.decline}
              </Button>
              <Button isSmall look="primary" data-goal="show" onClick={() => putAway(false)}>
                {words.ringing.show}
              </Button>
            </>
          }
        />
      </Strips>
    );
  }
  const notNow = () => {
    acts.silence();
    putAway(true);
  };
  const accept = (hasVideo: boolean) => {
    wanted.current = hasVideo;
    acts.accept(hasVideo);
  };
  return (
    <CallSheet title={kind} lead={<Lead since={ringing.since} name={peerName} />} onEscape={notNow}>
      {trouble?.source === "microphone" && <NoMicrophone why={trouble.why} onHelp={() => help(true)} />}
      <Exposure ringing={ringing} />
      {ringing.hasVideo && (
        <Button class={styles.voice} onClick={() => accept(false)}>
          <CallIcon />
          {words.ringing.acceptVoice}
        </Button>
      )}
      <div class={styles.answers}>
        <AnswerButton look="no" text={words.ringing.decline} onPress={acts.decline}>
          <HangUpIcon size="l" />
        </AnswerButton>
        <AnswerButton text={words.ringing.later} onPress={notNow}>
          <BellOffIcon size="l" />
        </AnswerButton>
        <AnswerButton
          look="yes"
          goal="answer"
          text={words.ringing.accept}
          onPress={() => accept(ringing.hasVideo)}
        >
          {ringing.hasVideo ? <VideoIcon size="l" /> : <CallIcon size="l" />}
        </AnswerButton>
      </div>
      {isHelpOpen && trouble?.source === "microphone" && (
        <TroubleDialog
          source="microphone"
          why={trouble.why}
          onRetry={() => accept(wanted.current)}
          onClose={() => help(false)}
        />
      )}
    </CallSheet>
  );
}

/** It was accepted, but not even a microphone was given: it rings on, and says so. */
function NoMicrophone({ why, onHelp }: { readonly why: DeviceTrouble; readonly onHelp: () => void }) {
  const { trouble } = useWords("call");
  return (
    <div class={styles.note}>
      <MicOffIcon />
      <p>
        {trouble.title[why].microphone}.{" "}
        <button type="button" onClick={onHelp}>
          {trouble.help}
        </button>
      </p>
    </div>
  );
}

function Lead({ since, name }: { readonly since: number; readonly name: string }) {
  const { ringing } = useWords("call");
  const passed = Math.round((useNow(1000) - since) / 1000);
  const seconds = Math.max(0, Math.min(ringSeconds, passed));
  return (
    <>
      {fill(ringing.from, { name })} {fill(ringing.clock, { seconds, most: ringSeconds })}
    </>
  );
}

/** What accepting lets the other side see, before it is pressed. */
function Exposure({ ringing: { showsAddress, isPathKnown } }: { readonly ringing: RingingView }) {
  const { acts, call } = useCall();
  const { ringing: words } = useWords("call");
  const text = !showsAddress
    ? words.hidden
    : call.isVerified
      ? words.direct
      : isPathKnown
        ? words.exposed
        : words.askedFirst;
  return (
    <div class={styles.note}>
      <RouteIcon />
      <p>
        {text}{" "}
        {showsAddress && call.isVerified && (
          <button type="button" onClick={() => acts.choosePath("relay")}>
            {words.relay}
          </button>
        )}
      </p>
    </div>
  );
}

/** Accepted, and something still stands before the call. */
function Answering({ ringing }: { readonly ringing: RingingView }) {
  const { acts, peerName } = useCall();
  const words = useWords("call");
  return (
    <CallSheet isBusy title={words.ringing.answering} lead={fill(words.ringing.from, { name: peerName })}>
      <ObstacleNote obstacle={ringing.obstacle} hasVideo={ringing.hasVideo} />
      <Button look="dangerOutline" isBlock data-goal="decline" onClick={acts.decline}>
        {words.ringing.decline}
      </Button>
    </CallSheet>
  );
}
