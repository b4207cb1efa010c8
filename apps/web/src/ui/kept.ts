import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";

/** What was typed and not sent, while the page lives. Never stored. */
export const KeptContext = createContext<Map<string, unknown>>(new Map());

/** A state that is still there when one comes back from another page. */
export function useKept<Value>(name: string, initial: Value): [Value, (value: Value) => void] {
  const kept = useContext(KeptContext);
  const [value, set] = useState<Value>(() => (kept.has(name) ? (kept.get(name) as Value) : initial));
  return [
    value,
    (next) => {
      kept.set(name, next);
      set(() => next);
    },
  ];
}
