import { type Language, languageCodes, loadWords } from "@chatorbit/i18n";
import { renderToStringAsync } from "preact-render-to-string";
import { App } from "./app.tsx";
import { prepare } from "./pages/prepare.ts";
import { prerendered, routeOf } from "./pages/routes.ts";
import { localPath } from "./platform/language.ts";

export type Page = {
  readonly path: string;
  readonly language: Language;
  readonly title: string;
  readonly description: string;
  readonly html: string;
  /** Source files of what the page needs besides the entry. */
  readonly modules: readonly string[];
};

/** Every page made at build time, in every language. */
export async function pages(): Promise<readonly Page[]> {
  const made: Page[] = [];
  for (const path of prerendered) {
    for (const language of languageCodes) {
      const local = localPath(path, language);
      const first = await prepare(local, language);
      made.push({
        path: local,
        language,
        title: first.title,
        description: first.words.common?.description ?? "",
        html: await renderToStringAsync(<App first={first} />),
        modules: modulesOf(local, language),
      });
    }
  }
  return made;
}

function modulesOf(path: string, language: Language): readonly string[] {
  const { route } = routeOf(path);
  const words = route.words.map((name) => `packages/i18n/src/${language}/${name}.ts`);
  return [route.module, ...words];
}

/** The sentence a session's page shows where there is no script, in every language. */
export async function noscript(): Promise<string> {
  const said = await Promise.all(
    languageCodes.map(async (language) => {
      const { session } = await loadWords(language, ["session"]);
      return `<p lang="${language}">${session.noscript}</p>`;
    }),
  );
  return said.join("");
}
