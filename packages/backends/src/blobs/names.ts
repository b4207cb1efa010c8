import type { PartKey, Piece } from "@chatorbit/relay";

/** Whatever calls a driver: what is no name of ours never becomes part of a path or a key. */
export function checkedId(id: string): string {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new RangeError("no name of a blob");
  return id;
}

export const isBlobName = (name: string): boolean => /^[0-9a-f]{32}$/.test(name);

export function checkedPart({ part }: PartKey): number {
  if (!Number.isInteger(part) || part < 0 || part > 99_999) throw new RangeError("no number of a part");
  return part;
}

/** The name of what holds a piece, inside its blob: by number and by what it holds. */
export function pieceName(piece: Piece): string {
  if (!/^[0-9a-f]{64}$/.test(piece.hash)) throw new RangeError("no hash of a part");
  return `${checkedPart(piece)}-${piece.hash}`;
}

export const sha256 = () => new Bun.CryptoHasher("sha256");
