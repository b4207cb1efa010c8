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
      if (event.defaultPrevented || document.querySelector("dialog:modal, :popover-open") !== null) return;
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

/** Questions somebody has been at: they come first only once. */
const reached = new WeakSet<HTMLElement>();

/**
 * The bar, the messages, the composer, the column: each is reached at what one would use first. A question that has
 * just come is reached before them all.
 */
function nextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (region) => region.getClientRects().length > 0,
  );
  // One region may lie in another: the inner one is later.
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  const here = regions[at];
  if (here !== undefined) reached.add(here);
  const question = regions.find((region) => region.dataset["region"] === "first" && !reached.has(region));
  const next = question ?? regions[(at + step + regions.length) % regions.length];
  const inside = firstUses.map((use) => next?.querySelector<HTMLElement>(use)).find((found) => found != null);
  (inside ?? next)?.focus();
}

const firstUses = ["[data-composer]", '[data-key][tabindex="0"]', 'button:not([tabindex="-1"])'];
