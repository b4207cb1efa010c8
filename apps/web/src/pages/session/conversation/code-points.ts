/** How long a text is, in code points: what both devices count (TS10). */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
