import { useEffect } from "preact/hooks";
import { useWords } from "../../../words/words.tsx";

/** Shows in the tab how many messages have not been read. */
export function useUnreadTitle(count: number): void {
  const { titles } = useWords("common");
  const name = `${titles.session} · ChatOrbit`;
  useEffect(() => {
    document.title = count > 0 ? `(${count}) ${name}` : name;
    return () => {
      document.title = name;
    };
  }, [count, name]);
}
