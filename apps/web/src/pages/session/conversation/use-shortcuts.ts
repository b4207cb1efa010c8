import { useEffect, useRef } from "preact/hooks";

export type Shortcuts = {
  readonly info: () => void;
  readonly keys: () => void;
  readonly escape: () => void;
};

/** The keys that work anywhere in the conversation: F6 through its parts, Ctrl . and Ctrl /, Escape. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("dialog[open], :popover-open") !== null) return;
      const hasCtrl = event.ctrlKey || event.metaKey;
      if (event.key === "F6") nextRegion(event.shiftKey ? -1 : 1);
      else if (hasCtrl && event.key === ".") latest.current.info();
      else if (hasCtrl && event.key === "/") latest.current.keys();
      else if (event.key === "Escape" && !(event.target instanceof HTMLTextAreaElement))
        latest.current.escape();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

/** The bar, the messages, the composer, the column: each is reached at what one would use first. */
function nextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (region) => region.offsetParent !== null,
  );
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + step + regions.length) % regions.length];
  const inside = firstUses.map((use) => next?.querySelector<HTMLElement>(use)).find((found) => found != null);
  (inside ?? next)?.focus();
}

const firstUses = ["[data-composer]", '[data-key][tabindex="0"]', 'button:not([tabindex="-1"])'];
