import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import type { ConversationView, MessageItem } from "../../../models/views.ts";
import { copyText } from "../../../platform/clipboard.ts";
import { useWords } from "../../../words/words.tsx";
import { useSession } from "../session-context.ts";
import { useConversation } from "./conversation-context.ts";
import { JumpButton } from "./jump-button.tsx";
import styles from "./log.module.css";
import { localDay } from "./local-day.ts";
import { messageKey } from "./message-keys.ts";
import { RowView } from "./row-view.tsx";
import { type Row, rowsOf } from "./rows.ts";
import { type LogScroll, useLogScroll } from "./use-log-scroll.ts";
import { usePassed } from "./use-passed.ts";

const warningsMs = [300_000, 60_000];

type LogProps = {
  readonly view: ConversationView;
  /** Gives the screen the ways to move the log. */
  readonly onReady: (moves: Pick<LogScroll, "jump" | "toEnd"> & { readonly focusLast: () => void }) => void;
};

/** The messages, anchored at the end. Only what is near the window is in the page. */
export function Log({ view, onReady }: LogProps) {
  const { messages } = useWords("conversation");
  const session = useSession();
  const acts = useConversation();
  const passed = usePassed(view.time.endsAt, warningsMs);
  const [hasRead, read] = useState(view.kept?.isCaughtUp ?? true);
  if (!hasRead && view.kept?.isCaughtUp) read(true);
  const rows = useMemo(() => rowsOf(view, Date.now(), localDay(), !hasRead), [view, passed, hasRead]);
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const scroll = useLogScroll(rows, list, box);
  const [focused, focus] = useState<string | null>(null);

  const lastKey = rows.findLast((row) => row.kind === "message")?.key ?? null;
  const tabStop = focused !== null && rows.some((row) => row.key === focused) ? focused : lastKey;
  const tabIndex = rows.findIndex((row) => row.key === tabStop);
  const newestWarning =
    view.pact === null ? (rows.findLast((row) => row.kind === "warning")?.key ?? null) : null;

  const focusMessage = (row: Row | undefined) => {
    if (row === undefined) return;
    focus(row.key);
    list.current?.scrollToIndex(rows.indexOf(row), { align: "nearest" });
    requestAnimationFrame(() => {
      box.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(row.key)}"]`)?.focus();
    });
  };
  const latest = useRef(focusMessage);
  latest.current = focusMessage;
  useEffect(() => {
    onReady({
      jump: scroll.jump,
      toEnd: scroll.toEnd,
      focusLast: () => latest.current(rows.findLast((row) => row.kind === "message")),
    });
  }, [rows]);

  const act = (event: KeyboardEvent, message: MessageItem) => {
    const key = messageKey(event);
    const at = rows.findIndex((row) => row.key === message.key);
    const isMessage = (row: Row) => row.kind === "message";
    switch (key) {
      case "up":
        return focusMessage(rows.slice(0, at).findLast(isMessage));
      case "down":
        return focusMessage(rows.slice(at + 1).find(isMessage));
      case "first":
        return focusMessage(rows.find(isMessage));
      case "last":
        return focusMessage(rows.findLast(isMessage));
      case "reply":
        return acts.reply(message);
      case "copy":
        return message.voice === null ? void copyText(message.body ?? "") : undefined;
      case "remove":
        return message.by === "me" && message.body !== null ? session.remove([message.key]) : undefined;
      case "react":
      case "menu": {
        const place = (event.target as HTMLElement).getBoundingClientRect();
        return acts.openMenu(message, { x: place.left, y: place.bottom, isReacting: key === "react" });
      }
      case null:
        return undefined;
    }
  };

  return (
    <div class={styles.hold}>
      <div
        ref={box}
        class={styles.log}
        role="log"
        aria-label={messages}
        aria-live="off"
        aria-busy={!hasRead}
        data-region
        tabIndex={-1}
        onScroll={scroll.onScroll}
        onKeyDown={(event) => {
          const key = event.target instanceof HTMLElement ? event.target.dataset["key"] : undefined;
          const row = key === undefined ? undefined : rows.find((one) => one.key === key);
          if (row?.kind !== "message" || messageKey(event) === null) return;
          event.preventDefault();
          act(event, row.message);
        }}
        onFocusIn={(event) => {
          const key = event.target instanceof HTMLElement ? event.target.dataset["key"] : undefined;
          if (key !== undefined) focus(key);
        }}
      >
        <div class={styles.space} />
        <div class={styles.in}>
          <Virtualizer
            ref={list}
            data={rows}
            scrollRef={box}
            keepMounted={tabIndex < 0 ? [] : [tabIndex]}
            onResize={scroll.onResize}
          >
            {(row) => (
              <RowView
                key={row.key}
                row={row}
                view={view}
                newestWarning={newestWarning}
                tabStop={tabStop}
                lit={scroll.lit}
              />
            )}
          </Virtualizer>
        </div>
      </div>
      {scroll.isAway && <JumpButton fresh={scroll.fresh} onJump={scroll.toEnd} />}
    </div>
  );
}
