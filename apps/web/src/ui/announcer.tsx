import { type ComponentChildren, createContext } from "preact";
import { useCallback, useContext, useRef, useState } from "preact/hooks";
import layout from "./layout.module.css";

const AnnounceContext = createContext<(text: string) => void>(() => undefined);

/** Says a sentence to assistive technology, politely. */
export const useAnnounce = (): ((text: string) => void) => useContext(AnnounceContext);

/** The one polite line of a page. It is heard, not seen. */
export function Announcer({ children }: { readonly children: ComponentChildren }) {
  const [said, set] = useState({ text: "", turn: 0 });
  const turn = useRef(0);
  const say = useCallback((text: string) => {
    turn.current += 1;
    set({ text, turn: turn.current });
  }, []);
  return (
    <AnnounceContext.Provider value={say}>
      {children}
      <div class={layout.unseen} aria-live="polite">
        <span key={said.turn}>{said.text}</span>
      </div>
    </AnnounceContext.Provider>
  );
}
