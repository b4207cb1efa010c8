import type { Form, Plural } from "./plural.ts";

/**
 * The shape of the English texts in a language that counts with `Forms`:
 * a missing text or plural form does not compile.
 */
export type Translated<Shape, Forms extends Form> = {
  readonly [Key in keyof Shape]: Shape[Key] extends string
    ? string
    : Shape[Key] extends Plural
      ? Readonly<Record<Forms | "other", string>>
      : Translated<Shape[Key], Forms>;
};

/** The forms Slovak counts with. */
export type SlovakForm = "one" | "few" | "many" | "other";
