import { fill } from "@chatorbit/i18n";
import { useRef, useState } from "preact/hooks";
import type { ConversationView } from "../../../models/views.ts";
import { IconButton } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { Popover } from "../../../ui/popover.tsx";
import { CallIcon } from "../../../ui/layer-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import { useConversation } from "../conversation/conversation-context.ts";
import { VideoIcon } from "./call-icons.tsx";
import styles from "./start-call.module.css";

type WithView = { readonly view: ConversationView };

/** Why no call can begin now, or null when one can. */
export function useReason({ mayCall, peer, verification }: ConversationView): string | null {
  const { call: words } = useWords("conversation");
  const { peerName: name } = useConversation();
  if (mayCall) return null;
  if (!peer.isHere) return fill(words.away, { name });
  return verification === null ? words.securing : words.cannot;
}

/** The two ways to call, in the session's bar. */
export function StartButtons({ view }: WithView) {
  const { call: words } = useWords("conversation");
  return (
    <>
      <Start label={words.startVoice} hasVideo={false} view={view} class={styles.wide}>
        <CallIcon />
      </Start>
      <Start label={words.startVideo} hasVideo view={view}>
        <VideoIcon />
      </Start>
    </>
  );
}

type StartProps = WithView & {
  readonly label: string;
  readonly hasVideo: boolean;
  readonly class?: string | undefined;
  readonly children: preact.ComponentChildren;
};

function Start({ label, hasVideo, view, class: name, children }: StartProps) {
  const { startCall } = useConversation();
  const reason = useReason(view);
  const button = useRef<HTMLButtonElement>(null);
  const [isTold, tell] = useState(false);
  return (
    <>
      <IconButton
        buttonRef={button}
        label={label}
        class={cx(name, reason !== null && styles.off)}
        {...(reason === null
          ? { onClick: () => startCall(hasVideo) }
          : {
              "aria-disabled": "true" as const,
              "aria-description": reason,
              title: reason,
              onClick: () => tell(!isTold),
            })}
      >
        {children}
      </IconButton>
      {isTold && reason !== null && (
        <Popover label={label} role="dialog" anchor={button} onClose={() => tell(false)}>
          <p class={styles.reason} role="status">
            {reason}
          </p>
        </Popover>
      )}
    </>
  );
}
