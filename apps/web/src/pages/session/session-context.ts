import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SessionActions } from "../../models/views.ts";

const SessionContext = createContext<SessionActions | null>(null);

export const SessionProvider = SessionContext.Provider;

/** What a person can do in the session around this component. */
export function useSession(): SessionActions {
  const actions = useContext(SessionContext);
  if (actions === null) throw new Error("no session around this component");
  return actions;
}
