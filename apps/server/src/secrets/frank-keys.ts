import { readSecretFile, writeSecretFile } from "./secret-file.ts";

/** A franking key: valid for stamping in its month, for checking reports some months more. */
export type FrankKey = { readonly kid: number; readonly month: number; readonly key: Uint8Array };

const keptMonths = 6;

/**
 * The franking keys (CRYPTO §17): 32 random bytes a month, kept 6 months, in a file of their own so
 * that a copy of the database proves nothing. `kid` is the month's number modulo 256.
 */
export class FrankKeys {
  readonly #path: string;
  readonly #random: (count: number) => Uint8Array;
  readonly #failed: (cause: unknown) => void;
  #keys: readonly FrankKey[];
  #isWritten = true;

  /** `failed` hears why the keys could not be written. */
  constructor(path: string, random: (count: number) => Uint8Array, failed: (cause: unknown) => void) {
    this.#path = path;
    this.#random = random;
    this.#failed = failed;
    this.#keys = parse(readSecretFile(path) ?? "[]");
  }

  /** False: the newest key is known to this process only, `at` tries to write it again. */
  get isWritten(): boolean {
    return this.#isWritten;
  }

  /**
   * The key to stamp with at `now` ms; makes it and drops old ones when a month begins. A key that
   * cannot be written down is used all the same: messages must pass while the disk is full.
   */
  at(now: number): FrankKey {
    const month = monthOf(now);
    const known = this.#keys.find((key) => key.month === month);
    if (known !== undefined) {
      if (!this.#isWritten) this.#write();
      return known;
    }
    const made = { kid: month % 256, month, key: this.#random(32) };
    this.#keys = [...this.#keys.filter((key) => Math.abs(month - key.month) <= keptMonths), made];
    this.#write();
    return made;
  }

  #write(): void {
    try {
      writeSecretFile(this.#path, format(this.#keys));
      this.#isWritten = true;
    } catch (cause) {
      this.#isWritten = false;
      this.#failed(cause);
    }
  }

  /** The key of that number, to check a stamp; undefined when it is gone. */
  byKid(kid: number): FrankKey | undefined {
    return this.#keys.find((key) => key.kid === kid);
  }
}

/** Months since January 1970, UTC. */
export function monthOf(now: number): number {
  const date = new Date(now);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** The first moment of that month, ms. */
export const monthStart = (month: number): number => Date.UTC(1970, month);

const format = (keys: readonly FrankKey[]): string =>
  JSON.stringify(keys.map(({ month, key }) => ({ month, key: Buffer.from(key).toString("base64") })));

function parse(text: string): FrankKey[] {
  const rows: unknown = JSON.parse(text);
  if (!Array.isArray(rows)) throw new Error("the file of franking keys is damaged");
  return rows.map((row: unknown) => {
    const isRow = typeof row === "object" && row !== null && "month" in row && "key" in row;
    if (!isRow || typeof row.month !== "number" || typeof row.key !== "string") {
      throw new Error("the file of franking keys is damaged");
    }
    return { kid: row.month % 256, month: row.month, key: Buffer.from(row.key, "base64") };
  });
}
