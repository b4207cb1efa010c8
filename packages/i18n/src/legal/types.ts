/** A legal text as data: the same on the page, in the consent dialog and in the phone app. */
export type LegalDocument = {
  readonly title: string;
  readonly version: string;
  /** ISO date. */
  readonly updated: string;
  readonly intro: readonly string[];
  readonly sections: readonly {
    readonly heading: string;
    readonly paragraphs: readonly (string | { readonly list: readonly string[] })[];
  }[];
};
