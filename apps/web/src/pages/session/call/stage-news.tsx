import type { ConversationView } from "../../../models/views.ts";
import { useWords } from "../../../words/words.tsx";
import { Alarms } from "../alarms.tsx";
import { Timer } from "../bar/timer.tsx";
import { useConversation } from "../conversation/conversation-context.ts";
import { PactOffer } from "../conversation/late-layers.ts";
import { useStage } from "./stage.tsx";
import styles from "./stage-news.module.css";

type WithView = { readonly view: ConversationView };

/** What the session has to say while the stage covers the chat: warnings, and the question that waits for an answer. */
export function StageNews({ view: { alarms, pact, time, ttlMinutes } }: WithView) {
  const { covers } = useStage();
  if (!covers) return null;
  const isAsked = pact !== null && pact.by === "peer" && !pact.isUnderway;
  return (
    <>
      {alarms.length > 0 && (
        <div class={styles.alarms} data-region>
          <Alarms alarms={alarms} isSecond />
        </div>
      )}
      {isAsked && (
        <div class={styles.pact} data-region>
          <PactOffer pact={pact} time={time} leapMs={ttlMinutes * 60_000} isSecond />
        </div>
      )}
    </>
  );
}

/** The session's time, where its bar is covered. */
export function StageTime({ class: name }: { readonly class?: string | undefined }) {
  const { covers, time } = useStage();
  const { time: words } = useWords("conversation");
  const { openTime } = useConversation();
  if (!covers) return null;
  return (
    <div class={name}>
      <Timer time={time} more={{ label: words.open, open: openTime }} />
    </div>
  );
}
