import { useEffect, useMemo, useState } from "preact/hooks";
import type { CallModel, ConversationView } from "../../../models/views.ts";
import { Button } from "../../../ui/button.tsx";
import { useModel } from "../../../use-model.ts";
import { SpokenContext, useLateWords, useSpoken, useWords } from "../../../words/words.tsx";
import { useConversation } from "../conversation/conversation-context.ts";
import { useSession } from "../session-context.ts";
import { CallProvider } from "./call-context.ts";
import { CallScreen } from "./call-screen.tsx";
import { CallStrip, Strips } from "./call-strip.tsx";

type CallLayerProps = {
  readonly view: ConversationView;
  /** The press that brought this here, for trying again. */
  readonly hasVideo: boolean;
};

/** What the conversation shows of its calls, with the words for it. */
export function CallLayer({ view, hasVideo }: CallLayerProps) {
  const call = useLateWords("call");
  const spoken = useSpoken();
  const session = useSession();
  const withCall = useMemo(
    () => (call === null ? null : { ...spoken, words: { ...spoken.words, call } }),
    [spoken, call],
  );
  if (withCall === null) return null;
  const model = session.calls();
  return (
    <SpokenContext.Provider value={withCall}>
      {model === null ? <Coming hasVideo={hasVideo} /> : <Calls model={model} view={view} />}
    </SpokenContext.Provider>
  );
}

function Calls({ model, view }: { readonly model: CallModel; readonly view: ConversationView }) {
  const call = useModel(model);
  const { peerName, peerInside, recordVoice } = useConversation();
  const { openVerify } = useSession();
  return (
    <CallProvider value={{ call, acts: model, peerName, peerInside, openVerify, recordVoice }}>
      <CallScreen view={view} />
    </CallProvider>
  );
}

/** The code of calls is fetched like everything late, ms until that is too long. */
const comingMs = 8_000;

function Coming({ hasVideo }: { readonly hasVideo: boolean }) {
  const words = useWords("call");
  const session = useSession();
  const [attempt, tryAgain] = useState(0);
  const [isSlow, slow] = useState(false);
  useEffect(() => {
    slow(false);
    const timer = setTimeout(() => slow(true), comingMs);
    return () => clearTimeout(timer);
  }, [attempt]);
  const again = () => {
    tryAgain((count) => count + 1);
    session.startCall(hasVideo);
  };
  return (
    <Strips>
      <CallStrip
        text={isSlow ? words.comingSlow : words.coming}
        {...(isSlow
          ? {
              actions: (
                <Button isSmall onClick={again}>
                  {words.retry}
                </Button>
              ),
            }
          : {})}
      />
    </Strips>
  );
}
