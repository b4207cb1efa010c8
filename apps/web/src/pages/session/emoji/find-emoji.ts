export type EmojiGroups = Readonly<
  Record<string, { readonly title: string; readonly names: Readonly<Record<string, string>> }>
>;

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase();

/** The groups with those emoji whose names have a word that begins so; accents do not matter. */
export function findEmoji(groups: EmojiGroups, query: string) {
  const wanted = plain(query.trim());
  return Object.entries(groups)
    .map(([id, { title, names }]) => ({
      id,
      title,
      emoji: Object.entries(names)
        .filter(([, name]) => ` ${plain(name)}`.includes(` ${wanted}`))
        .map(([emoji, name]) => ({ emoji, name })),
    }))
    .filter(({ emoji }) => emoji.length > 0);
}
