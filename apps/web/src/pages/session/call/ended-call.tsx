import { clock, fill } from "@chatorbit/i18n";
import { useEffect } from "preact/hooks";
import type { CallEndedView } from "../../../models/views.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { CloseIcon } from "../../../ui/site-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import { CallStrip } from "./call-strip.tsx";
import { TroubleDialog } from "./trouble-dialog.tsx";

/** The line of an ended call goes by itself, ms. */
const goneAfterMs = 10_000;

type EndedCallProps = {
  readonly ended: CallEndedView;
  readonly hasVideo: boolean;
  readonly mayCall: boolean;
};

/** Why a call ended, with the next one a press away; help first where a device was the reason. */
export function EndedCall({ ended, hasVideo, mayCall }: EndedCallProps) {
  const { call, acts, peerName } = useCall();
  const { ended: words } = useWords("call");
  const { notes } = useWords("conversation");
  const { why, at, lastedMs, trouble } = ended;
  useEffect(() => {
    if (trouble !== null) return undefined;
    const timer = setTimeout(acts.dismiss, goneAfterMs);
    return () => clearTimeout(timer);
  }, [at]);
  const again = () => acts.start(hasVideo);
  if (trouble !== null) {
    return (
      <TroubleDialog
        source={call.mine.trouble?.source ?? "microphone"}
        why={trouble}
        onRetry={again}
        onClose={acts.dismiss}
      />
    );
  }
  return (
    <CallStrip
      text={
        <span role="status">
          {lastedMs === null
            ? fill(notes.call[why], { name: peerName })
            : why === "peer-lost-call"
              ? fill(notes.callLeft, { time: clock(lastedMs) })
              : fill(words.lasted, { time: clock(lastedMs) })}
        </span>
      }
      actions={
        <>
          {mayCall && (
            <Button isSmall data-goal="again" onClick={again}>
              {words.again}
            </Button>
          )}
          <IconButton label={words.close} onClick={acts.dismiss}>
            <CloseIcon />
          </IconButton>
        </>
      }
    />
  );
}
