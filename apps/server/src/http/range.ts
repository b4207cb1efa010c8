/** Bytes from `from` up to and without `to`. */
export type ByteRange = { readonly from: number; readonly to: number };

/**
 * What a `Range` header asks of `size` bytes (RFC 9110 §14): null where nothing is asked,
 * `unsatisfiable` where it is anything but one range that there is.
 */
export function rangeOf(header: string | null, size: number): ByteRange | null | "unsatisfiable" {
  if (header === null) return null;
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header) ?? [];
  if (first === "") {
    const count = Math.min(Number(last), size);
    return count > 0 ? { from: size - count, to: size } : "unsatisfiable";
  }
  const from = Number(first);
  const to = last === "" ? size : Math.min(Number(last) + 1, size);
  return from < to ? { from, to } : "unsatisfiable";
}
