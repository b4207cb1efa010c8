import { type CatalogueName, type Format, type Language, loadWords, type Words } from "@chatorbit/i18n";
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

/** The texts a page has loaded, in one language. */
export type Spoken = {
  readonly language: Language;
  readonly words: Partial<Words>;
  readonly format: Format;
  /** Changes the language of the page that is open. */
  readonly speak: (language: Language) => void;
};

export const SpokenContext = createContext<Spoken | null>(null);

export function useSpoken(): Spoken {
  const spoken = useContext(SpokenContext);
  if (spoken === null) throw new Error("no words around this component");
  return spoken;
}

/** The texts of a catalogue this page has loaded. */
export function useWords<Name extends CatalogueName>(name: Name): Words[Name] {
  const words: Words[Name] | undefined = useSpoken().words[name];
  if (words === undefined) throw new Error(`the page did not load the words "${name}"`);
  return words;
}

export const useFormat = (): Format => useSpoken().format;

/** The texts of a catalogue that is loaded only now, or null until it is there. */
export function useLateWords<Name extends CatalogueName>(name: Name): Words[Name] | null {
  const { language } = useSpoken();
  const [late, set] = useState<Words[Name] | null>(null);
  useEffect(() => {
    let isWanted = true;
    void loadWords(language, [name]).then((loaded) => {
      if (isWanted) set(() => loaded[name]);
    });
    return () => {
      isWanted = false;
    };
  }, [language, name]);
  return late;
}
