/**
 * Names the local day of an instant (ms) by its midnight. Remembers the last day: a timeline asks for
 * the same one thousands of times.
 */
export function localDay(): (at: number) => string {
  let from = 0;
  let to = 0;
  return (at) => {
    if (at < from || at >= to) {
      const day = new Date(at);
      from = new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
      to = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
    }
    return String(from);
  };
}
