import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext, useMemo, useRef, useState } from "preact/hooks";
import type { ConversationView } from "../../../models/views.ts";
import { cx } from "../../../ui/cx.ts";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import { useKeptFocus } from "./keep-focus.ts";
import { RemoteSound } from "./remote-sound.tsx";
import { Splitter } from "./splitter.tsx";
import styles from "./stage.module.css";
import { remoteStream } from "./streams.ts";
import { useCallKeys } from "./use-call-keys.ts";

type StageAround = {
  readonly isChatOpen: boolean;
  readonly openChat: (isOpen: boolean) => void;
  /** Messages of the other side that came since the chat was last seen beside or over the stage. */
  readonly fresh: number;
  readonly element: { readonly current: HTMLElement | null };
};

const StageContext = createContext<StageAround | null>(null);

export function useStage(): StageAround {
  const stage = useContext(StageContext);
  if (stage === null) throw new Error("no stage around this component");
  return stage;
}

type StageProps = {
  readonly view: ConversationView;
  /** Questions over the stage; inside it, so that they are seen in full screen too. */
  readonly overlays: ComponentChildren;
  readonly children: ComponentChildren;
};

/** The dark stage beside the chat; on phones it covers it, and the chat slides over. */
export function Stage({ view, overlays, children }: StageProps) {
  const { acts, call } = useCall();
  const { label } = useWords("call");
  const element = useRef<HTMLElement>(null);
  const [isChatOpen, openChat] = useState(false);
  const heard = view.items.filter((item) => item.kind === "message" && item.by === "peer").length;
  const seen = useRef(heard);
  if (isChatOpen) seen.current = heard;
  const fresh = heard - seen.current;
  useCallKeys();
  const hasMoved = useRef(false);
  if (isChatOpen) hasMoved.current = true;
  useKeptFocus(String(isChatOpen), !hasMoved.current ? [] : isChatOpen ? ["back"] : ["chat", "hang-up"]);
  const around = useMemo(() => ({ isChatOpen, openChat, fresh, element }), [isChatOpen, fresh]);
  return (
    <StageContext.Provider value={around}>
      <section
        ref={element}
        class={cx(styles.stage, isChatOpen && styles.small)}
        aria-label={label}
        data-theme="dark"
        data-stage={isChatOpen ? "chat" : "full"}
        data-region
      >
        {children}
        {overlays}
        <RemoteSound stream={remoteStream(acts)} speaker={call.mine.chosen.speaker} />
        <Splitter />
      </section>
    </StageContext.Provider>
  );
}
