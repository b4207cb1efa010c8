import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** As in the styles of the stage and of the conversation's screen. */
const narrow = "(max-width: 925px)";

export type Covers = { readonly isNarrow: boolean; readonly isFull: boolean };

/** Why the stage may hide the chat: there is no room beside it, or it fills the screen. */
export function useCovers(stage: RefObject<HTMLElement | null>): Covers {
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrow).matches);
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const media = matchMedia(narrow);
    const resized = () => setNarrow(media.matches);
    const filled = () => {
      const { fullscreenElement } = document;
      setFull(fullscreenElement !== null && fullscreenElement === stage.current);
    };
    resized();
    filled();
    media.addEventListener("change", resized);
    document.addEventListener("fullscreenchange", filled);
    return () => {
      media.removeEventListener("change", resized);
      document.removeEventListener("fullscreenchange", filled);
    };
  }, []);
  return { isNarrow, isFull };
}
