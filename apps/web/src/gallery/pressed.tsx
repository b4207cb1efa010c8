import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

type PressedProps = { readonly button: string; readonly children: ComponentChildren };

/** A scene in which something was pressed: the button is waited for, for it may come late. */
export function Pressed({ button, children }: PressedProps) {
  useEffect(() => {
    const timer = setInterval(() => {
      const found = document.querySelector<HTMLElement>(button);
      if (found === null) return;
      clearInterval(timer);
      if (found.offsetParent !== null || found.closest("[data-stage], dialog") !== null) found.click();
    }, 50);
    return () => clearInterval(timer);
  }, [button]);
  return <>{children}</>;
}
