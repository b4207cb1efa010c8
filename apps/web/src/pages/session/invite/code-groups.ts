/** The five groups of four a code is shown in; the last two are the secret half. */
export const groupsOf = (code: string): readonly string[] =>
  code.replaceAll(/[^0-9A-Z]/g, "").match(/.{1,4}/g) ?? [];
