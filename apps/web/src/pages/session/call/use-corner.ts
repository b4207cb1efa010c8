import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export type Corner = "top-start" | "top-end" | "bottom-start" | "bottom-end";

type Point = { readonly x: number; readonly y: number };

/** From the edges of the stage, px; the controls and the row at the top keep their room. */
const side = 16;
const above = 72;
const below = 148;

type CornerActs = {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: (event: PointerEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** A box that lies in a corner of its parent, follows the pointer and springs to the nearest corner. */
export function useCorner(
  box: RefObject<HTMLElement | null>,
  first: Corner,
): { readonly corner: Corner; readonly acts: CornerActs } {
  const [corner, set] = useState(first);
  const held = useRef<{ readonly from: Point; readonly at: Point } | null>(null);
  const here = useRef<Point>({ x: 0, y: 0 });

  const move = (to: Point) => {
    here.current = to;
    const { style } = box.current ?? {};
    style?.setProperty("translate", `${Math.round(to.x)}px ${Math.round(to.y)}px`);
  };
  useLayoutEffect(() => {
    const element = box.current;
    const stage = element?.parentElement ?? null;
    if (element === null || stage === null) return undefined;
    const settle = () => {
      if (held.current === null) move(placeOf(corner, element, stage));
    };
    settle();
    const resized = new ResizeObserver(settle);
    resized.observe(stage);
    resized.observe(element);
    return () => resized.disconnect();
  }, [corner]);

  return {
    corner,
    acts: {
      onPointerDown(event) {
        if (event.target instanceof Element && event.target.closest("button") !== null) return;
        held.current = { from: { x: event.clientX, y: event.clientY }, at: here.current };
        box.current?.setPointerCapture(event.pointerId);
        box.current?.setAttribute("data-held", "");
      },
      onPointerMove({ clientX, clientY }) {
        const { current } = held;
        if (current === null) return;
        move({ x: current.at.x + clientX - current.from.x, y: current.at.y + clientY - current.from.y });
      },
      onPointerUp() {
        const element = box.current;
        const stage = element?.parentElement ?? null;
        if (held.current === null || element === null || stage === null) return;
        held.current = null;
        element.removeAttribute("data-held");
        const nearest = nearestTo(here.current, element, stage);
        set(nearest);
        move(placeOf(nearest, element, stage));
      },
      onKeyDown(event) {
        const [row = "bottom", column = "end"] = corner.split("-");
        const moves: Readonly<Record<string, Corner>> = {
          ArrowUp: column === "end" ? "top-end" : "top-start",
          ArrowDown: column === "end" ? "bottom-end" : "bottom-start",
          ArrowLeft: row === "top" ? "top-start" : "bottom-start",
          ArrowRight: row === "top" ? "top-end" : "bottom-end",
        };
        const next = moves[event.key];
        if (next === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        set(next);
      },
    },
  };
}

const corners: readonly Corner[] = ["top-start", "top-end", "bottom-start", "bottom-end"];

function placeOf(corner: Corner, box: HTMLElement, stage: HTMLElement): Point {
  const controls = stage.querySelector<HTMLElement>("[data-controls]")?.offsetHeight ?? below;
  return {
    x: corner.endsWith("start") ? side : stage.clientWidth - box.offsetWidth - side,
    y: corner.startsWith("top")
      ? above
      : Math.max(above, stage.clientHeight - box.offsetHeight - Math.max(below, controls - 24)),
  };
}

function nearestTo(at: Point, box: HTMLElement, stage: HTMLElement): Corner {
  const far = (corner: Corner) => {
    const { x, y } = placeOf(corner, box, stage);
    return Math.hypot(x - at.x, y - at.y);
  };
  return corners.toSorted((one, other) => far(one) - far(other))[0] ?? "bottom-end";
}
