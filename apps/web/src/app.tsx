import type { Language } from "@chatorbit/i18n";
import { useEffect, useErrorBoundary, useMemo, useRef, useState } from "preact/hooks";
import { Crash } from "./pages/missing/crash.tsx";
import { prepare, type Prepared } from "./pages/prepare.ts";
import { routeOf } from "./pages/routes.ts";
import { address, followLinks, go } from "./platform/address.ts";
import {
  chooseLanguage,
  chosenLanguage,
  languageOfPath,
  localPath,
  pathWithoutLanguage,
} from "./platform/language.ts";
import { KeptContext } from "./ui/kept.ts";
import { UpdateNotice } from "./ui/update-notice.tsx";
import { SpokenContext, type Spoken } from "./words/words.tsx";

/** The whole face: the page of the address in the language of the person. */
export function App({ first }: { readonly first: Prepared }) {
  const [shown, show] = useState(first);
  const wanted = useRef(0);
  const current = useRef(shown);
  current.current = shown;

  const open = useMemo(
    () => async (path: string, language: Language) => {
      wanted.current += 1;
      const turn = wanted.current;
      try {
        const prepared = await prepare(path, language);
        if (turn === wanted.current) show(prepared);
      } catch {
        // A chunk of an older build is gone: the server has the new page.
        if (turn === wanted.current) location.assign(path);
      }
    },
    [],
  );

  useEffect(() => {
    document.addEventListener("click", followLinks);
    const stop = address.subscribe(() => {
      const path = address.snapshot();
      const { path: openPath, language: spoken } = current.current;
      const chosen = routeOf(path).route.isDocument ? chosenLanguage() : null;
      const language = languageOfPath(path) ?? chosen ?? spoken;
      if (path !== openPath || language !== spoken) void open(path, language);
    });
    return () => {
      document.removeEventListener("click", followLinks);
      stop();
    };
  }, []);

  useEffect(() => {
    document.title = shown.title;
    document.documentElement.lang = shown.language;
  }, [shown]);

  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("h1")?.focus();
  }, [shown.path]);

  const spoken = useMemo<Spoken>(
    () => ({
      language: shown.language,
      words: shown.words,
      format: shown.format,
      speak: (language) => {
        chooseLanguage(language);
        const { path } = current.current;
        const { route } = routeOf(path);
        const target = route.isDocument ? localPath(pathWithoutLanguage(path), language) : path;
        if (target === path) void open(path, language);
        else go(target, { replace: true });
      },
    }),
    [shown],
  );

  const kept = useMemo(() => new Map<string, unknown>(), []);
  const [error, forget] = useErrorBoundary();
  const { Page, params } = shown;
  return (
    <KeptContext.Provider value={kept}>
      <SpokenContext.Provider value={spoken}>
        {error === undefined ? <Page params={params} /> : <Crash onHome={forget} />}
        <UpdateNotice />
      </SpokenContext.Provider>
    </KeptContext.Provider>
  );
}
