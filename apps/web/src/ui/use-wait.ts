import { useEffect, useMemo, useState } from "preact/hooks";
import type { Problem } from "../models/views.ts";

/** Milliseconds until trying again makes sense, counting down; 0 when it does. */
export function useWait(problem: Problem | null): number {
  const until = useMemo(
    () => (problem?.retryAfter == null ? 0 : Date.now() + problem.retryAfter * 1000),
    [problem],
  );
  const [now, tick] = useState(Date.now);
  useEffect(() => {
    if (until <= Date.now()) return undefined;
    const timer = setInterval(() => tick(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  return Math.max(0, until - now);
}
