import { englishPlural, type PluralRule, slovakPlural } from "./plural.ts";

type LanguageFacts = {
  /** The language's own name. */
  readonly name: string;
  /** What `Intl` formats with. */
  readonly locale: string;
  readonly plural: PluralRule;
};

/** Every language. A new one is a line here, a line in `catalogues.ts` and its folder. */
export const languages = {
  en: { name: "English", locale: "en-GB", plural: englishPlural },
  sk: { name: "Slovenčina", locale: "sk-SK", plural: slovakPlural },
} as const satisfies Record<string, LanguageFacts>;

export type Language = keyof typeof languages;

export const languageCodes = Object.keys(languages) as [Language, ...Language[]];

export const isLanguage = (text: unknown): text is Language =>
  typeof text === "string" && (languageCodes as readonly string[]).includes(text);

/** The language to start with: the saved choice, else the first of the browser's we speak, else English. */
export function detectLanguage(saved: string | null, browser: readonly string[]): Language {
  if (isLanguage(saved)) return saved;
  const spoken = browser.map((tag) => tag.toLowerCase().split("-")[0]).find(isLanguage);
  return spoken ?? "en";
}
