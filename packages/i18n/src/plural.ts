/** The forms a count can take in some language. */
export type Form = "one" | "two" | "few" | "many" | "other" | "zero";

/** A text that depends on a count; `other` is always there. */
export type Plural = { readonly other: string } & Readonly<Partial<Record<Form, string>>>;

export type PluralRule = (count: number) => Form;

/** English counts like this even where `Intl.PluralRules` is missing. */
export const englishPlural: PluralRule = (count) => (count === 1 ? "one" : "other");

/** 1 správa, 2–4 správy, 1,5 správy (many), 0 and 5+ správ (other). */
export const slovakPlural: PluralRule = (count) => {
  if (!Number.isInteger(count)) return "many";
  if (count === 1) return "one";
  return count >= 2 && count <= 4 ? "few" : "other";
};

/** The rule of a language we have no own rule for. */
export const intlPlural = (locale: string): PluralRule => {
  const rules = new Intl.PluralRules(locale);
  return (count) => rules.select(count);
};

/** The text for this count. */
export const pick = (plural: Plural, rule: PluralRule, count: number): string =>
  plural[rule(count)] ?? plural.other;
