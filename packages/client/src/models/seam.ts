/** Where a machine joins a conversation late: its code comes with the first need, and nothing said meanwhile is lost. */

/** What such a machine has for its conversation, once it runs. */
export type Beside<Word> = {
  readonly heard: (word: Word, ts: number) => void;
  /** The conversation changed. */
  readonly follow: () => void;
  readonly close: () => void;
};

export type Seam<Opened, Word> = Beside<Word> & {
  readonly model: () => Opened | null;
  /** Fetches it where it is not here yet; null: it could not be had, and the next need tries again. */
  readonly opened: () => Promise<Opened | null>;
};

/** Words kept while the code is on its way: more is a flood. */
const mostEarly = 200;

/**
 * `open`: begins it; null where it cannot begin now, a rejection where its platform breaks. `changed`: it is here now,
 * or could not be had. `later`: for words that nobody repeats: they are kept, and it is tried again then.
 */
export function seam<Opened extends Beside<Word>, Word>(
  open: () => Promise<Opened | null>,
  changed: () => void,
  later: ((again: () => void) => void) | null = null,
): Seam<Opened, Word> {
  let model: Opened | null = null;
  let coming: Promise<Opened | null> | null = null;
  let early: { readonly word: Word; readonly ts: number }[] = [];
  let isClosed = false;

  async function begin(): Promise<Opened | null> {
    const begun = await open();
    if (begun === null || isClosed) {
      begun?.close();
      // The next word or press tries again.
      coming = null;
      if (later === null || isClosed) early = [];
      else if (early.length > 0) later(() => !isClosed && void opened());
      if (!isClosed) changed();
      return null;
    }
    model = begun;
    for (const { word, ts } of early) model.heard(word, ts);
    early = [];
    changed();
    return model;
  }

  const opened = (): Promise<Opened | null> =>
    (coming ??= begin().catch(() => {
      // A platform that breaks while it opens costs this time, not the next one too.
      coming = null;
      return null;
    }));

  return {
    model: () => model,
    opened,
    heard(word, ts) {
      if (model !== null) return model.heard(word, ts);
      if (early.length < mostEarly) early.push({ word, ts });
      void opened();
    },
    follow: () => model?.follow(),
    close() {
      isClosed = true;
      model?.close();
    },
  };
}
