import { useEffect, useState } from "preact/hooks";

/** Counts the moments `beforeMs` before `endsAt` that have passed; renders again at each of them. */
export function usePassed(endsAt: number, beforeMs: readonly number[]): number {
  const count = () => beforeMs.filter((before) => endsAt - before <= Date.now()).length;
  const [passed, set] = useState(count);
  useEffect(() => {
    set(count());
    const rest = beforeMs.map((before) => endsAt - before - Date.now()).filter((ms) => ms > 0);
    // A later moment than this is reached by the next render of a running session.
    const timers = rest.filter((ms) => ms < 86_400_000).map((ms) => setTimeout(() => set(count()), ms + 5));
    return () => timers.forEach((timer) => clearTimeout(timer));
  }, [endsAt]);
  return passed;
}
