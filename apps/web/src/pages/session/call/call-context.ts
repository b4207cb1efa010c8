import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { CallModel, CallView } from "../../../models/views.ts";

/** The call around a component: what it shows, what a person can do, and how the other one is called. */
export type CallAround = {
  readonly call: CallView;
  readonly acts: CallModel;
  readonly peerName: string;
  /** The same inside a sentence. */
  readonly peerInside: string;
  readonly openVerify: () => void;
  /** Where a call finds no path; absent while nothing can record. */
  readonly recordVoice?: (() => void) | undefined;
};

const CallContext = createContext<CallAround | null>(null);

export const CallProvider = CallContext.Provider;

export function useCall(): CallAround {
  const around = useContext(CallContext);
  if (around === null) throw new Error("no call around this component");
  return around;
}
