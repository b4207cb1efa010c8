import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Orbit } from "../../../ui/orbit.tsx";
import text from "../../../ui/text.module.css";
import styles from "./call-sheet.module.css";

type CallSheetProps = {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly isBusy?: boolean;
  /** What Escape does inside. */
  readonly onEscape?: () => void;
  readonly children: ComponentChildren;
};

/**
 * A question of a call: top right, on phones from below. It takes no focus, for somebody may be typing, but F6 goes
 * to it first; only over an open dialog, where nothing else could be reached, it becomes one itself.
 */
export function CallSheet({ title, lead, isBusy = false, onEscape, children }: CallSheetProps) {
  const sheet = useRef<HTMLDialogElement>(null);
  /** Where one was before. */
  const cameFrom = useRef<HTMLElement | null>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = sheet.current;
    if (element === null) return undefined;
    if (document.querySelector("dialog:modal") === null) element.open = true;
    else element.showModal();
    return () => element.close();
  }, []);
  return (
    <dialog
      ref={sheet}
      class={styles.sheet}
      aria-labelledby={id}
      data-region="first"
      onFocusIn={({ relatedTarget }) => {
        if (!(relatedTarget instanceof HTMLElement) || sheet.current?.contains(relatedTarget)) return;
        cameFrom.current = relatedTarget;
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.isComposing || onEscape === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        onEscape();
        cameFrom.current?.focus();
      }}
      onCancel={(event) => {
        event.preventDefault();
        onEscape?.();
      }}
    >
      <div class={styles.head}>
        <Orbit me="in" peer="in" turns={isBusy ? "fast" : "slow"} />
        <div>
          <h2 class={text.section} id={id}>
            {title}
          </h2>
          {lead !== undefined && <p class={styles.lead}>{lead}</p>}
        </div>
      </div>
      {children}
    </dialog>
  );
}
