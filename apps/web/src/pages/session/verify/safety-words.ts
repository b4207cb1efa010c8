import { sasEmoji } from "@chatorbit/crypto";
import type { Language } from "@chatorbit/i18n";

export type SafetyWord = { readonly emoji: string; readonly name: string };

/** The picture and its name at an index, 0…63. */
export function safetyWord(index: number, language: Language): SafetyWord {
  const word = sasEmoji[index];
  if (word === undefined) throw new RangeError(`no safety word ${index}`);
  return { emoji: word.emoji, name: word[language] };
}
