import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import styles from "./popover.module.css";

/** Where a popover opens: a point (beside or below what is around it), or an element it stands above or below. */
export type Anchor =
  | { readonly x: number; readonly y: number; readonly around?: DOMRect | undefined }
  | RefObject<HTMLElement | null>;

type PopoverProps = {
  readonly label: string;
  readonly role: "menu" | "dialog";
  readonly anchor: Anchor;
  readonly onClose: () => void;
  /** Gets the focus when it opens; the first button otherwise. */
  readonly focusFirst?: string;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ComponentChildren;
};

const gap = 8;

/**
 * A layer that closes by itself when one presses elsewhere. Gives the focus back. Not an "auto" one: that closes
 * on the lift of the very finger whose long press opened it.
 */
export function Popover({ label, role, anchor, onClose, focusFirst, onKeyDown, children }: PopoverProps) {
  const layer = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useLayoutEffect(() => {
    const element = layer.current;
    if (element === null) return undefined;
    const returnTo = document.activeElement;
    element.showPopover();
    place(element, anchor);
    const grown = new ResizeObserver(() => place(element, anchor));
    grown.observe(element);
    element.querySelector<HTMLElement>(focusFirst ?? "button, input")?.focus();
    const pressed = ({ target }: Event) => {
      if (!(target instanceof Node) || element.contains(target)) return;
      const opener = "current" in anchor ? anchor.current : null;
      // The opener's own click closes it.
      if (opener?.contains(target) !== true) close.current();
    };
    const escaped = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    document.addEventListener("pointerdown", pressed, true);
    document.addEventListener("keydown", escaped, true);
    return () => {
      grown.disconnect();
      document.removeEventListener("pointerdown", pressed, true);
      document.removeEventListener("keydown", escaped, true);
      const hadFocus = element.contains(document.activeElement) || document.activeElement === document.body;
      if (element.isConnected && element.matches(":popover-open")) element.hidePopover();
      if (hadFocus && returnTo instanceof HTMLElement && returnTo.isConnected) returnTo.focus();
    };
  }, []);
  return (
    <div
      ref={layer}
      class={styles.popover}
      popover="manual"
      role={role}
      aria-label={label}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Tab" && role === "menu") close.current();
        onKeyDown?.(event);
      }}
    >
      {children}
    </div>
  );
}

function place(element: HTMLElement, anchor: Anchor): void {
  const { width, height } = element.getBoundingClientRect();
  const room = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const around = "current" in anchor ? undefined : anchor.around;
  const beside = around && besideOf(around, width, room.width);
  if (beside != null && "y" in anchor) {
    element.style.left = `${beside}px`;
    element.style.top = `${Math.max(gap, Math.min(anchor.y, room.height - height - gap))}px`;
    return;
  }
  const { left, top, bottom } = spot(anchor);
  const fitsBelow = bottom + gap + height <= room.height - gap;
  const y = fitsBelow ? bottom + gap / 2 : Math.max(gap, top - gap - height);
  element.style.left = `${Math.max(gap, Math.min(left, room.width - width - gap))}px`;
  element.style.top = `${Math.min(y, Math.max(gap, room.height - height - gap))}px`;
}

function spot(anchor: Anchor): { readonly left: number; readonly top: number; readonly bottom: number } {
  if ("current" in anchor) {
    const box = anchor.current?.getBoundingClientRect();
    return { left: box?.left ?? 0, top: box?.top ?? 0, bottom: box?.bottom ?? 0 };
  }
  const { x, y, around } = anchor;
  return { left: x, top: around?.top ?? y, bottom: around?.bottom ?? y };
}

/** At the side where there is room, first at the start: at the end stands the panel. */
function besideOf({ left, right }: DOMRect, width: number, room: number): number | null {
  if (left >= width + 2 * gap) return left - gap - width;
  return room - right >= width + 2 * gap ? right + gap : null;
}
