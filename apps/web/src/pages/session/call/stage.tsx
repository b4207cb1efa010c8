import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext, useRef, useState } from "preact/hooks";
import type { ConversationView, TimeView } from "../../../models/views.ts";
import { cx } from "../../../ui/cx.ts";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import { useKeptFocus } from "./keep-focus.ts";
import { RemoteSound } from "./remote-sound.tsx";
import { Splitter } from "./splitter.tsx";
import styles from "./stage.module.css";
import { remoteStream } from "./streams.ts";
import { useCallKeys } from "./use-call-keys.ts";
import { useCovers } from "./use-covers.ts";

type StageAround = {
  readonly isChatOpen: boolean;
  readonly openChat: (isOpen: boolean) => void;
  /** The stage fills the screen. */
  readonly isFull: boolean;
  /** It hides the chat and the session's bar. */
  readonly covers: boolean;
  /** Leaves full screen and shows the chat, or puts it away where it had slid over. */
  readonly toggleChat: () => void;
  readonly time: TimeView;
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
  const { isNarrow, isFull } = useCovers(element);
  const covers = (isNarrow || isFull) && !isChatOpen;
  if (!covers) seen.current = heard;
  const fresh = heard - seen.current;
  useCallKeys();
  const hasMoved = useRef(false);
  if (isChatOpen) hasMoved.current = true;
  useKeptFocus(String(isChatOpen), !hasMoved.current ? [] : isChatOpen ? ["back"] : ["chat", "hang-up"]);
  const toggleChat = () => {
    if (!isFull) return openChat(!isChatOpen);
    const shown = () => {
      openChat(isNarrow);
      if (!isNarrow) document.querySelector<HTMLElement>("[data-composer]")?.focus();
    };
    document.exitFullscreen().then(shown, () => undefined);
  };
  const { time } = view;
  const around = { isChatOpen, openChat, isFull, covers, toggleChat, time, fresh, element };
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
