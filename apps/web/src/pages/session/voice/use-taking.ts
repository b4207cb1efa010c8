import type { Recorded } from "@chatorbit/client";
import { type DeviceTrouble, takeVoice, type Taking } from "@chatorbit/client/voice";
import { useEffect, useRef, useState } from "preact/hooks";

/** Bars that show what was said last. */
const liveBars = 40;

type Phase = "asking" | "recording" | "full" | "lost";

const silence: readonly number[] = Array.from({ length: liveBars }, () => 0);

/** The microphone while one speaks. Leaving switches it off, whichever way one leaves. */
export function useTaking() {
  const [phase, enter] = useState<Phase>("asking");
  const [trouble, fail] = useState<DeviceTrouble | null>(null);
  const [levels, show] = useState(silence);
  const [ms, count] = useState(0);
  const taking = useRef<Taking | null>(null);

  useEffect(() => {
    let isGone = false;
    let startedAt: number | null = null;
    const begin = async () => {
      const taken = await takeVoice({
        level: (level) => {
          if (isGone || startedAt === null) return;
          show((before) => [...before.slice(1), Math.round(31 * level)]);
          count(performance.now() - startedAt);
        },
        ended: (why) => {
          if (!isGone) enter(why);
        },
      });
      if (typeof taken === "string") {
        if (!isGone) fail(taken);
        return;
      }
      if (isGone) return taken.cancel();
      taking.current = taken;
      startedAt = performance.now();
      enter("recording");
    };
    void begin();
    return () => {
      isGone = true;
      taking.current?.cancel();
    };
  }, []);

  return {
    phase,
    trouble,
    levels,
    ms,
    stop: async (): Promise<Recorded | null> => (await taking.current?.stop()) ?? null,
    cancel: () => taking.current?.cancel(),
  };
}
