import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { useWords } from "../words/words.tsx";
import { IconButton } from "./button.tsx";
import { cx } from "./cx.ts";
import styles from "./dialog.module.css";
import layout from "./layout.module.css";
import { CloseIcon } from "./site-icons.tsx";
import text from "./text.module.css";

type DialogProps = {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
  /** Buttons: the main one first on a phone. */
  readonly foot?: ComponentChildren;
  readonly isFootAtStart?: boolean;
};

/** A modal dialog, on phones a sheet from below. Open while it is rendered; gives the focus back. */
export function Dialog({
  title,
  lead,
  isWide = false,
  onClose,
  children,
  foot,
  isFootAtStart = false,
}: DialogProps) {
  const { actions } = useWords("common");
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useLayoutEffect(() => {
    const element = dialog.current;
    const returnTo = document.activeElement;
    element?.showModal();
    const first = element?.querySelector<HTMLElement>("[data-first]") ?? element?.querySelector("h2");
    first?.focus();
    return () => {
      element?.close();
      if (returnTo instanceof HTMLElement && returnTo.isConnected) returnTo.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={cx(styles.dialog, isWide && styles.wide)}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        close.current();
      }}
      onKeyDown={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        const element = dialog.current;
        if (element !== null && event.target === element && isOutside(event, element)) close.current();
      }}
    >
      <div class={styles.head}>
        <div class={cx(layout.stack, layout.xs)}>
          <h2 class={text.section} id={id} tabIndex={-1}>
            {title}
          </h2>
          {lead !== undefined && <div class={cx(text.small, text.muted)}>{lead}</div>}
        </div>
        <IconButton label={actions.close} onClick={() => close.current()}>
          <CloseIcon />
        </IconButton>
      </div>
      <div class={styles.body}>{children}</div>
      {foot !== undefined && <div class={cx(styles.foot, isFootAtStart && styles.start)}>{foot}</div>}
    </dialog>
  );
}

function isOutside(event: PointerEvent, dialog: HTMLElement): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom;
}
