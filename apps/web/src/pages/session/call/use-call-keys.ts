import { useEffect, useRef } from "preact/hooks";
import { useCall } from "./call-context.ts";

/** M mutes, V is the camera, S the screen; never while somebody types or another layer is open. */
export function useCallKeys(): void {
  const around = useCall();
  const latest = useRef(around);
  latest.current = around;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { call, acts } = latest.current;
      if (call.phase !== "connecting" && call.phase !== "connected") return;
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector("dialog:modal, :popover-open") !== null) return;
      const { mine } = call;
      switch (event.key.toLowerCase()) {
        case "m":
          acts.mute(!mine.isMuted);
          break;
        case "v":
          acts.camera(mine.camera === "off");
          break;
        case "s":
          acts.share(mine.screen === "off");
          break;
        default:
          return;
      }
      event.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);
