import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { MessageItem } from "../../../models/views.ts";
import { useConversation } from "./conversation-context.ts";

/** A swipe this far to the left replies, px. */
const replyAfter = 48;
/** A finger that stays this long opens the menu where the system does not, ms. */
const longPressMs = 500;

type Touch = { readonly x: number; readonly y: number; isSwipe: boolean; timer: number };

/** Double click and swipe reply; right click, long press and the menu key open the menu. */
export function useBubbleGestures(message: MessageItem, bubble: RefObject<HTMLElement | null>) {
  const { reply, openMenu } = useConversation();
  const touch = useRef<Touch | null>(null);
  if (message.body === null) return {};

  const slide = (px: number) => {
    if (bubble.current !== null) bubble.current.style.transform = px === 0 ? "" : `translateX(${px}px)`;
  };
  const drop = () => {
    if (touch.current !== null) clearTimeout(touch.current.timer);
    touch.current = null;
    slide(0);
  };
  const menuAt = (x: number, y: number) =>
    openMenu(message, { x, y, around: bubble.current?.getBoundingClientRect(), isReacting: false });

  return {
    onDblClick: () => reply(message),
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      const isByKey = event.button !== 2 && event.clientX === 0 && event.clientY === 0;
      const box = bubble.current?.getBoundingClientRect();
      if (isByKey && box !== undefined) menuAt(box.left + 16, box.bottom);
      else menuAt(event.clientX, event.clientY);
    },
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType !== "touch") return;
      const { clientX: x, clientY: y } = event;
      const timer = window.setTimeout(() => {
        drop();
        menuAt(x, y);
      }, longPressMs);
      touch.current = { x, y, isSwipe: false, timer };
    },
    onPointerMove: (event: PointerEvent) => {
      const { current } = touch;
      if (current === null) return;
      const dx = event.clientX - current.x;
      const dy = event.clientY - current.y;
      if (Math.hypot(dx, dy) > 8) clearTimeout(current.timer);
      if (!current.isSwipe && dx < -8 && Math.abs(dx) > 2 * Math.abs(dy)) current.isSwipe = true;
      if (current.isSwipe) slide(Math.min(0, dx < -replyAfter ? -replyAfter + (dx + replyAfter) * 0.3 : dx));
    },
    onPointerUp: (event: PointerEvent) => {
      const { current } = touch;
      drop();
      if (current?.isSwipe === true && event.clientX - current.x <= -replyAfter) reply(message);
    },
    onPointerCancel: drop,
  };
}
