import { parts } from "@chatorbit/i18n";
import type { ComponentChildren } from "preact";

type RichProps = {
  readonly text: string;
  /** What stands in the text's `{holes}`. */
  readonly values: Readonly<Record<string, ComponentChildren>>;
};

/** A text whose holes are filled with elements. */
export const Rich = ({ text, values }: RichProps) => (
  <>{parts(text).map((part) => ("text" in part ? part.text : values[part.hole]))}</>
);
