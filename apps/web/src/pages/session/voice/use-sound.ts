import { useEffect, useRef, useState } from "preact/hooks";
import { useSession } from "../session-context.ts";

/** Only one voice speaks at a time: whoever starts says so here. */
const turns = new EventTarget();

export type Sound = {
  readonly isPlaying: boolean;
  /** ms into it. */
  readonly at: number;
  /** The browser cannot play this kind of sound, or it is none. */
  readonly hasFailed: boolean;
  readonly toggle: () => void;
};

/** The sound of a voice message, from a blob of exactly the type its descriptor fixed. */
export function useSound(key: string, mime: string): Sound {
  const session = useSession();
  const audio = useRef<HTMLAudioElement | null>(null);
  const [isPlaying, play] = useState(false);
  const [at, move] = useState(0);
  const [hasFailed, fail] = useState(false);

  useEffect(
    () => () => {
      const { current } = audio;
      if (current === null) return;
      current.pause();
      URL.revokeObjectURL(current.src);
      current.removeAttribute("src");
    },
    [],
  );
  useEffect(() => {
    const hush = (event: Event) => {
      if (event instanceof CustomEvent && event.detail !== key) audio.current?.pause();
    };
    turns.addEventListener("speaks", hush);
    return () => turns.removeEventListener("speaks", hush);
  }, [key]);

  function open(): HTMLAudioElement | null {
    const bytes = session.voiceOf(key);
    if (bytes === null) return null;
    const element = new Audio(URL.createObjectURL(new Blob([bytes.slice()], { type: mime })));
    element.onplay = () => play(true);
    element.onpause = () => play(false);
    element.ontimeupdate = () => move(1000 * element.currentTime);
    element.onended = () => {
      play(false);
      move(0);
    };
    element.onerror = () => fail(true);
    return element;
  }

  return {
    isPlaying,
    at,
    hasFailed,
    toggle() {
      const element = (audio.current ??= open());
      if (element === null) return;
      if (isPlaying) return element.pause();
      turns.dispatchEvent(new CustomEvent("speaks", { detail: key }));
      element.play().catch(() => fail(element.error !== null));
    },
  };
}
