import type { Lifecycle } from "../ports.ts";
import { clock } from "./clock.ts";

/** The browser's word on network, visibility and sleep. */
export function watch({ awake, networkLost }: Lifecycle): () => void {
  const shown = () => {
    if (document.visibilityState !== "visible") return;
    clock.woke();
    if (navigator.onLine) awake();
  };
  const online = () => awake();
  const offline = () => networkLost();
  document.addEventListener("visibilitychange", shown);
  window.addEventListener("pageshow", shown);
  window.addEventListener("online", online);
  window.addEventListener("offline", offline);
  return () => {
    document.removeEventListener("visibilitychange", shown);
    window.removeEventListener("pageshow", shown);
    window.removeEventListener("online", online);
    window.removeEventListener("offline", offline);
  };
}
