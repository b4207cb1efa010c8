import { fill } from "@chatorbit/i18n";
import type { StageView } from "../../../models/views.ts";
import { Button } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import layout from "../../../ui/layout.module.css";
import { CheckIcon, CloseIcon, RetryIcon } from "../../../ui/site-icons.tsx";
import text from "../../../ui/text.module.css";
import { useNow } from "../../../ui/use-now.ts";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import { WaveIcon } from "./call-icons.tsx";
import styles from "./ladder-view.module.css";
import stageStyles from "./stage.module.css";

/** The ladder owes its verdict within this, s (CA4). */
const verdictSeconds = 10;

/** The ways a call can take, rung by rung with the reason, and the ways out when none holds. */
export function LadderView({ stage }: { readonly stage: StageView }) {
  const { acts, recordVoice } = useCall();
  // The call that finds no way keeps neither the microphone nor the screen from what takes its place.
  const speakInstead = () => {
    acts.hangUp();
    recordVoice?.();
  };
  const { ladder: words } = useWords("call");
  const isOver = stage.ladder.verdict === "voice-message" || stage.recovery === "stuck";
  return (
    <div class={styles.ladder}>
      <div class={cx(layout.stack, layout.xs)} role="status">
        <h2 class={text.hero}>{isOver ? words.overTitle : words.title}</h2>
        <p class={stageStyles.lead}>
          {isOver ? (
            <>
              {words.overLead} {stage.recovery !== "stuck" && words.overTrying}
            </>
          ) : (
            <Lead verdictAt={stage.verdictAt} />
          )}
        </p>
      </div>
      <ol>
        {stage.ladder.rungs.map((rung) => (
          <Rung key={rung.name} rung={rung} />
        ))}
      </ol>
      {isOver && (
        <div class={layout.actions}>
          <Button look="primary" onClick={acts.reconnect}>
            <RetryIcon />
            {words.again}
          </Button>
          {recordVoice !== undefined && (
            <Button onClick={speakInstead}>
              <WaveIcon />
              {words.voice}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Lead({ verdictAt }: { readonly verdictAt: number | null }) {
  const { ladder: words } = useWords("call");
  const now = useNow(1000, verdictAt);
  const left = verdictAt === null ? verdictSeconds : (verdictAt - now) / 1000;
  return <>{fill(words.lead, { seconds: Math.max(0, Math.min(verdictSeconds, Math.ceil(left))) })}</>;
}

type RungOf = StageView["ladder"]["rungs"][number];

function Rung({ rung: { name, standing, reason } }: { readonly rung: RungOf }) {
  const { ladder: words } = useWords("call");
  const why =
    standing === "waiting" && (name === "audio-only" || name === "voice-message")
      ? words.later[name]
      : words.reasons[reason];
  return (
    <li
      class={cx(styles.rung, styles[standing])}
      {...(standing === "trying" ? { "aria-current": "step" as const } : {})}
    >
      <span class={styles.mark}>
        {standing === "failed" && <CloseIcon />}
        {standing === "here" && <CheckIcon />}
      </span>
      <div>
        <p class={styles.name}>
          {words.rungs[name]}
          <span class={layout.unseen}>, {words.standing[standing]}</span>
        </p>
        <p class={styles.why}>{why}</p>
      </div>
    </li>
  );
}

/** How far the ten seconds are. */
export function VerdictClock({ stage: { verdictAt } }: { readonly stage: StageView }) {
  const { ladder: words } = useWords("call");
  const now = useNow(1000, verdictAt);
  if (verdictAt === null) return null;
  const left = Math.ceil((verdictAt - now) / 1000);
  const seconds = Math.max(0, Math.min(verdictSeconds, verdictSeconds - left));
  return <span class={stageStyles.pill}>{fill(words.clock, { seconds, most: verdictSeconds })}</span>;
}
