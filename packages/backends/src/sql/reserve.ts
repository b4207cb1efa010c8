import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";

const size = 1024 * 1024;

/**
 * A file that takes up room so that it can be given back: on a full disk even a deletion needs some
 * to be written down first.
 */
export class Reserve {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Takes the room unless it is taken; false when the disk has none. */
  hold(): boolean {
    if (existsSync(this.#path)) return true;
    let file: number | null = null;
    try {
      file = openSync(this.#path, "w", 0o600);
      // Not zeros: some file systems keep those for nothing.
      const noise = crypto.getRandomValues(new Uint8Array(64 * 1024));
      for (let written = 0; written < size;) written += writeSync(file, noise);
      fsyncSync(file);
      return true;
    } catch {
      rmSync(this.#path, { force: true });
      return false;
    } finally {
      if (file !== null) closeSync(file);
    }
  }

  /** Gives it back; false when there was none. */
  release(): boolean {
    if (!existsSync(this.#path)) return false;
    rmSync(this.#path, { force: true });
    return true;
  }
}
