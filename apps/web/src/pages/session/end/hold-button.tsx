import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../../ui/button.tsx";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { cx } from "../../../ui/cx.ts";
import layout from "../../../ui/layout.module.css";
import text from "../../../ui/text.module.css";
import { usePlace } from "../place.ts";
import { EndDialog } from "../conversation/late-layers.ts";
import styles from "./hold-button.module.css";

/** How long the button is held to end, ms. */
const holdMs = 1_000;

type HoldButtonProps = {
  readonly onEnd: () => void;
  readonly isSmall?: boolean;
};

/** Ends the session: pressed and held for a second. A click that is no press asks instead. */
export function HoldButton({ onEnd, isSmall = false }: HoldButtonProps) {
  const { end: words } = usePlace();
  const announce = useAnnounce();
  const [isHolding, hold] = useState(false);
  const [isAsking, ask] = useState(false);
  const [wasShort, tooShort] = useState(false);
  const timer = useRef(0);
  const pressedAt = useRef<number | null>(null);

  const stop = () => {
    clearTimeout(timer.current);
    hold(false);
  };
  const start = () => {
    if (isHolding) return;
    tooShort(false);
    pressedAt.current = performance.now();
    hold(true);
    timer.current = window.setTimeout(() => {
      hold(false);
      onEnd();
    }, holdMs);
  };
  const release = () => {
    if (!isHolding) return;
    stop();
    tooShort(true);
    announce(words.tooShort);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <div class={cx(layout.stack, layout.s)}>
      <Button
        look="dangerOutline"
        isSmall={isSmall}
        isBlock={!isSmall}
        class={cx(styles.hold, isHolding && styles.holding)}
        onPointerDown={(event) => {
          if (event.button === 0) start();
        }}
        onPointerUp={release}
        onPointerCancel={release}
        onPointerLeave={release}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          if (!event.repeat) start();
        }}
        onKeyUp={release}
        onContextMenu={(event) => event.preventDefault()}
        onClick={() => {
          // A click without a press before it comes from assistive technology, which cannot hold.
          if (pressedAt.current === null || performance.now() - pressedAt.current < 10) ask(true);
          pressedAt.current = null;
        }}
      >
        {isHolding ? words.holding : words.button}
      </Button>
      {!isSmall && (
        <p class={cx(text.caption, wasShort && !isHolding ? text.danger : text.faint)}>
          {isHolding ? words.hintHolding : wasShort ? words.tooShort : words.hint}
        </p>
      )}
      {isAsking && <EndDialog onEnd={onEnd} onClose={() => ask(false)} />}
    </div>
  );
}
