import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { MessageItem } from "../../../models/views.ts";

/** What the parts of the conversation screen can ask of it. */
export type ConversationActs = {
  /** What the other one is called here. */
  readonly peerName: string;
  /** The same inside a sentence. */
  readonly peerInside: string;
  readonly reply: (message: MessageItem) => void;
  /** Goes to a message and lights it up; `from` is where the way back leads. */
  readonly jump: (key: string, from: string) => void;
  readonly openMenu: (message: MessageItem, at: MenuPlace) => void;
  readonly openTime: () => void;
  readonly startCall: (hasVideo: boolean) => void;
  /** Begins a voice message; absent while nothing can record one. */
  readonly recordVoice?: (() => void) | undefined;
};

export type MenuPlace = {
  readonly x: number;
  readonly y: number;
  /** The message it is about: what opens stands beside it or below, never over it. */
  readonly around?: DOMRect | undefined;
  /** Opens with the reactions instead of the list. */
  readonly isReacting: boolean;
};

const ConversationContext = createContext<ConversationActs | null>(null);

export const ConversationProvider = ConversationContext.Provider;

export function useConversation(): ConversationActs {
  const acts = useContext(ConversationContext);
  if (acts === null) throw new Error("no conversation around this component");
  return acts;
}
