import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SessionActions, SessionModel } from "../../models/views.ts";

type SessionActs = SessionActions & Pick<SessionModel, "calls" | "files" | "snapshot">;

const SessionContext = createContext<SessionActs | null>(null);

export const SessionProvider = SessionContext.Provider;

/** What a person can do in the session around this component. */
export function useSession(): SessionActs {
  const actions = useContext(SessionContext);
  if (actions === null) throw new Error("no session around this component");
  return actions;
}
