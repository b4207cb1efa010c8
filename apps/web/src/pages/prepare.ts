import { formatOf, type Format, type Language, loadWords, type Words } from "@chatorbit/i18n";
import { type LoadedPage, type PageProps, routeOf } from "./routes.ts";

/** A page with everything it needs to be shown at once. */
export type Prepared = {
  readonly path: string;
  readonly language: Language;
  readonly Page: LoadedPage["Page"];
  readonly params: PageProps["params"];
  readonly title: string;
  readonly words: Partial<Words>;
  readonly format: Format;
};

/** Loads the page of a path and its words in a language. */
export async function prepare(path: string, language: Language): Promise<Prepared> {
  const { route, params } = routeOf(path);
  const [{ Page, title }, words, { common }] = await Promise.all([
    route.load(language),
    loadWords(language, route.words),
    loadWords(language, ["common"]),
  ]);
  return {
    path,
    language,
    Page,
    params,
    title: `${title(words)} · ChatOrbit`,
    words,
    format: formatOf(language, common.units),
  };
}
