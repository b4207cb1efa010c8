/** Plain bytes of one chunk of a file. */
export const chunkBytes = 65_536;

/** Bytes a sealed chunk is longer than a plain one: the tag. */
export const chunkOverhead = 16;

/**
 * The size a file of `size` bytes is filled up to, so that its length says little: at most 12 % more
 * (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019), small ones to a power of two.
 */
export function padme(size: number): number {
  if (size <= chunkBytes) return Math.max(512, 2 ** Math.ceil(Math.log2(size)));
  const exponent = Math.floor(Math.log2(size));
  const digits = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - digits);
  return Math.ceil(size / step) * step;
}

/** How many chunks a file of `size` bytes has; never none. */
export const chunkCount = (size: number): number => Math.ceil(padme(size) / chunkBytes);

/** Bytes of chunk `i` before it is sealed; the last may be shorter. */
export const chunkLength = (size: number, i: number): number =>
  Math.min(chunkBytes, padme(size) - i * chunkBytes);
