import { useEffect } from "preact/hooks";

/** What the focus can go to, as `data-goal`. */
export type Goal =
  | "question"
  | "mute"
  | "hang-up"
  | "again"
  | "show"
  | "answer"
  | "decline"
  | "chat"
  | "back"
  | "apart"
  | "pip";

const selectorOf = (goal: Goal): string => `[data-goal="${goal}"]`;

/** The field where there is a keyboard; on a touch screen the heading, or its keyboard would cover half of it. */
const inChat = (): string =>
  matchMedia("(hover: none) and (pointer: coarse)").matches ? "[data-focus-first]" : "[data-composer]";

const isSeen = (element: Element): boolean => element.getClientRects().length > 0;

/** Nobody has the focus, or something that is no longer shown. */
const isLost = (): boolean => {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || !isSeen(activeElement);
};

/**
 * When another face of the call took away what had the focus, it goes to the first of the goals that is seen, then
 * to the chat. Whoever has it elsewhere, typing perhaps, keeps it. Without goals nothing moves.
 */
export function useKeptFocus(face: string, goals: readonly Goal[]): void {
  useEffect(() => {
    if (goals.length === 0) return undefined;
    // Browsers take the focus from what is hidden only with the next picture.
    const frame = requestAnimationFrame(() => {
      if (!isLost() || document.querySelector("dialog:modal") !== null) return;
      for (const selector of [...goals.map(selectorOf), inChat()]) {
        const found = [...document.querySelectorAll<HTMLElement>(selector)].find(isSeen);
        if (found === undefined) continue;
        return found.focus({ preventScroll: true });
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [face]);
}
