import { detectLanguage, formatOf, type Format, type Language, loadWords, type Words } from "@chatorbit/i18n";

/** The texts a terminal shows, and how it writes numbers and times. */
export type Say = Pick<Words, "common" | "conversation" | "room" | "session" | "terminal" | "trouble"> & {
  readonly language: Language;
  readonly format: Format;
};

/** By `--language`, else by the environment's locale. */
export async function loadSay(asked: string | null, locale: string): Promise<Say> {
  const language = detectLanguage(asked, [locale.replace("_", "-")]);
  const words = await loadWords(language, [
    "common",
    "conversation",
    "room",
    "session",
    "terminal",
    "trouble",
  ]);
  return { ...words, language, format: formatOf(language, words.common.units) };
}

/** The same where a room is spoken of. */
export const sayOfRooms = (say: Say): Say => ({
  ...say,
  trouble: { ...say.trouble, ...say.room.place.troubles },
});
