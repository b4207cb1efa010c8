import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../../../words/words.tsx";
import styles from "./stage.module.css";

/** The chat beside the stage, px. */
const usual = 400;
const least = 320;
const most = 720;
const step = 24;

/** What the stage and the chat share. */
const screenOf = (bar: HTMLElement | null) => bar?.parentElement?.parentElement ?? null;

/** Drags and, by arrow keys, moves the border between the stage and the chat. */
export function Splitter() {
  const { controls } = useWords("call");
  const bar = useRef<HTMLDivElement>(null);
  const [width, set] = useState(usual);
  const resize = (wanted: number) => {
    const room = (screenOf(bar.current)?.clientWidth ?? 2 * most) - least - 8;
    set(Math.round(Math.max(least, Math.min(most, room, wanted))));
  };
  useEffect(() => {
    const screen = screenOf(bar.current);
    screen?.style.setProperty("--chat", `${width}px`);
    return () => void screen?.style.removeProperty("--chat");
  }, [width]);

  const towards = (event: PointerEvent) => {
    if (bar.current?.hasPointerCapture(event.pointerId) !== true) return;
    const screen = screenOf(bar.current)?.getBoundingClientRect();
    if (screen === undefined) return;
    const isRtl = getComputedStyle(bar.current).direction === "rtl";
    resize(isRtl ? event.clientX - screen.left - 4 : screen.right - event.clientX - 4);
  };
  const pressed = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: width + step,
      ArrowRight: width - step,
      Home: most,
      End: least,
      Enter: usual,
    };
    const wanted = moves[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    resize(wanted);
  };
  return (
    <div
      ref={bar}
      class={styles.splitter}
      role="separator"
      aria-orientation="vertical"
      aria-label={controls.split}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={towards}
      onDblClick={() => resize(usual)}
      onKeyDown={pressed}
    />
  );
}
