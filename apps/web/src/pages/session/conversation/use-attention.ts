import { useEffect } from "preact/hooks";
import { useSession } from "../session-context.ts";

/** Tells the session whether somebody is looking: only then messages count as read. */
export function useAttention(): void {
  const session = useSession();
  useEffect(() => {
    const look = () => session.attend(document.visibilityState === "visible" && document.hasFocus());
    look();
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
    addEventListener("blur", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      removeEventListener("focus", look);
      removeEventListener("blur", look);
      session.attend(false);
    };
  }, [session]);
}
