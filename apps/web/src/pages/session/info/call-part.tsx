import { useState } from "preact/hooks";
import type { ConversationView } from "../../../models/views.ts";
import { Button } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { CallIcon } from "../../../ui/layer-icons.tsx";
import layout from "../../../ui/layout.module.css";
import text from "../../../ui/text.module.css";
import { useLateWords, useWords } from "../../../words/words.tsx";
import { AskDialog } from "../call/ask-dialog.tsx";
import { useReason } from "../call/start-call.tsx";
import styles from "../call/start-call.module.css";
import { useConversation } from "../conversation/conversation-context.ts";
import { useSession } from "../session-context.ts";

/** In the panel: on phones the voice call, everywhere the question for a text of it all. */
export function CallPart({ view }: { readonly view: ConversationView }) {
  const { call: words } = useWords("conversation");
  const { startCall } = useConversation();
  const reason = useReason(view);
  const [isAsking, ask] = useState(false);
  return (
    <div class={cx(layout.stack, layout.s)}>
      <div class={cx(layout.stack, layout.s, styles.narrow)}>
        <Button isSmall isOff={reason !== null} onClick={() => startCall(false)}>
          <CallIcon />
          {words.startVoice}
        </Button>
      </div>
      {reason !== null && <p class={cx(text.small, text.muted, styles.narrow)}>{reason}</p>}
      <p class={cx(text.small, text.muted, styles.tall)}>{words.transcriptText}</p>
      <div class={layout.actions}>
        <Button
          isSmall
          isOff={reason !== null}
          {...(reason === null ? {} : { title: reason, "aria-description": reason })}
          onClick={() => ask(true)}
        >
          {words.transcript}
        </Button>
      </div>
      {isAsking && <AskTranscript onClose={() => ask(false)} />}
    </div>
  );
}

/** What it says comes with the words of calls. */
function AskTranscript({ onClose }: { readonly onClose: () => void }) {
  const words = useLateWords("call");
  const { peerName } = useConversation();
  const session = useSession();
  if (words === null) return null;
  return (
    <AskDialog
      what="transcript"
      words={words.consent}
      name={peerName}
      onAsk={session.askTranscript}
      onClose={onClose}
    />
  );
}
