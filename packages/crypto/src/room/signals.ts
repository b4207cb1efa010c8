/* Signals of a room are sealed under a key that does not change: an old ring could be played again. So a signal
   counts only while it is young, and only once. */

/** The newest signal taken of one stream. */
export type SignalMark = {
  /** base64 of 8 bytes. */
  readonly inst: string;
  readonly n: number;
  /** ms of its author's clock: the latest of this stream. */
  readonly ts: number;
};

/** A signal is taken this long before and after its author's time, ms. */
export const signalLifeMs = 60_000;

/** Streams whose newest signal is remembered: a stream is a page load, so no honest side fills this in a minute. */
export const maxSignalMarks = 64;

/**
 * May this signal act? `ts` is the author's time out of the payload, ms; `now` this device's. Young, above all
 * taken of its stream; and there is room to remember it.
 */
export function isFreshSignal(marks: readonly SignalMark[], signal: SignalMark, now: number): boolean {
  if (isOld(signal, now)) return false;
  const mark = marks.find(({ inst }) => inst === signal.inst);
  if (mark !== undefined) return signal.n > mark.n;
  return marks.filter((each) => !isOld(each, now)).length < maxSignalMarks;
}

/** The marks after a fresh signal. Those that are old go: what they keep out is refused for its age. */
export function markSignal(
  marks: readonly SignalMark[],
  { inst, n, ts }: SignalMark,
  now: number,
): readonly SignalMark[] {
  const before = marks.find((mark) => mark.inst === inst);
  const others = marks.filter((mark) => mark !== before && !isOld(mark, now));
  return [...others, { inst, n, ts: Math.max(ts, before?.ts ?? ts) }];
}

const isOld = ({ ts }: SignalMark, now: number): boolean => Math.abs(now - ts) > signalLifeMs;
