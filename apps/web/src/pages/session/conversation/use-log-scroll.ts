import type { RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { VirtualizerHandle } from "virtua";
import type { Row } from "./rows.ts";

/** Nearer to the end than this the log follows what comes, px. */
const nearEnd = 100;
/** How long a message one jumped to stays lit, ms. */
const litMs = 1_500;

export type LogScroll = {
  readonly toEnd: () => void;
  readonly jump: (key: string, from: string) => void;
  readonly onScroll: () => void;
  readonly onResize: () => void;
  readonly isAway: boolean;
  /** Messages that came while one was away from the end. */
  readonly fresh: number;
  readonly lit: string | null;
};

/** Where the log stands: it follows the end only when one is near it or writes oneself. */
export function useLogScroll(
  rows: readonly Row[],
  list: RefObject<VirtualizerHandle | null>,
  box: RefObject<HTMLElement | null>,
): LogScroll {
  const isFollowing = useRef(true);
  const wayBack = useRef<string | null>(null);
  const latest = useRef(rows);
  latest.current = rows;
  const [isAway, setAway] = useState(false);
  const [fresh, setFresh] = useState(0);
  const [lit, light] = useState<string | null>(null);

  const scrollToEnd = useCallback(() => {
    list.current?.scrollToIndex(latest.current.length - 1, { align: "end" });
  }, []);

  const show = useCallback((key: string) => {
    const index = latest.current.findIndex((row) => row.key === key);
    if (index < 0) return;
    isFollowing.current = false;
    list.current?.scrollToIndex(index, { align: "center" });
    light(key);
  }, []);

  useEffect(() => {
    if (lit === null) return undefined;
    const timer = setTimeout(() => light(null), litMs);
    return () => clearTimeout(timer);
  }, [lit]);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    const rest = element.scrollHeight - element.scrollTop - element.clientHeight;
    isFollowing.current = rest < nearEnd;
    setAway(rest > 3 * nearEnd || wayBack.current !== null);
    if (rest < nearEnd) setFresh(0);
  }, []);

  const onResize = useCallback(() => {
    if (isFollowing.current) scrollToEnd();
  }, []);

  const known = useRef<string | null>(null);
  useLayoutEffect(() => {
    const last = lastMessage(rows);
    const isNew = last !== null && last.key !== known.current;
    if (isNew && last.by === "me") isFollowing.current = true;
    if (isFollowing.current) scrollToEnd();
    else if (isNew && last.by === "peer") setFresh((count) => count + 1);
    known.current = last?.key ?? null;
  }, [rows]);

  return {
    toEnd: useCallback(() => {
      const key = wayBack.current;
      wayBack.current = null;
      if (key !== null) return show(key);
      isFollowing.current = true;
      setFresh(0);
      scrollToEnd();
    }, []),
    jump: useCallback((key: string, from: string) => {
      wayBack.current = from;
      setAway(true);
      show(key);
    }, []),
    onScroll,
    onResize,
    isAway,
    fresh,
    lit,
  };
}

function lastMessage(rows: readonly Row[]) {
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index];
    if (row?.kind === "message") return row.message;
  }
  return null;
}
