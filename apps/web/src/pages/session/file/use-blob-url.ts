import { useEffect, useState } from "preact/hooks";

/** An address for bytes while they are shown; null while there is none. */
export function useBlobUrl(blob: Blob | null): string | null {
  const [url, set] = useState<string | null>(null);
  useEffect(() => {
    if (blob === null) return set(null);
    const made = URL.createObjectURL(blob);
    set(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
