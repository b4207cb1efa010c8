import type { Trouble } from "../models/views.ts";

/** A code that is none at all is told like one with a typing mistake: nothing was sent yet. */
export const codeTrouble = (trouble: Trouble | null): Trouble | null =>
  trouble === "malformed" ? "code-typo" : trouble;
