import { useEffect, useState } from "preact/hooks";

/** The present moment, ms; renders again every `stepMs`, in step with `endsAt` when there is one. */
export function useNow(stepMs: number, endsAt: number | null = null): number {
  const [now, tick] = useState(Date.now);
  useEffect(() => {
    let timer = 0;
    const next = () => {
      const at = Date.now();
      tick(at);
      const rest = endsAt === null ? stepMs : (endsAt - at) % stepMs;
      timer = window.setTimeout(next, rest <= 0 ? stepMs : rest + 5);
    };
    next();
    return () => clearTimeout(timer);
  }, [stepMs, endsAt]);
  return now;
}
