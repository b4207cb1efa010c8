import { silentAfterMs } from "@chatorbit/crypto";
import { canTalk } from "../conversation/can-talk.ts";
import { liveOf } from "../conversation/channel.ts";
import type { Conversation } from "../conversation/state.ts";
import { nextVoiceAt } from "../conversation/voices.ts";
import { nextAgeAt } from "../epochs.ts";
import { runLifeMs } from "../keying/keying.ts";
import { nextResendAt } from "../outbox.ts";
import { earliest } from "../turn.ts";
import { nextAckAt } from "./send.ts";

/** When the live channel changes something by itself, ms. */
export function nextLiveAt(state: Conversation): number | null {
  const live = liveOf(state);
  const { keying, epochs } = live;
  const { run } = keying;
  return earliest(
    nextAgeAt(epochs),
    run?.kind === "h1-guest" && !run.isShown ? run.saidAt + silentAfterMs : null,
    run?.kind === "h1-guest" || run?.kind === "h2-guest"
      ? (state.sheetUntil ?? run.saidAt + runLifeMs)
      : null,
    ...(canTalk(state)
      ? [
          keying.notBefore,
          keying.askAt,
          keying.fallbackAt,
          run !== null && "againAt" in run ? run.againAt : null,
          keying.renewAt,
          epochs.sending === null
            ? null
            : earliest(nextResendAt(state.outbox), nextAckAt(live), nextVoiceAt(state)),
        ]
      : []),
  );
}
