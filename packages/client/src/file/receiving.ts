import { concat, fileOpener, type FileOpener, fromBase64, toBase64, uuidToBytes } from "@chatorbit/crypto";
import { mostAhead } from "@chatorbit/engine/files";
import { cipherOf } from "./cipher.ts";
import type { FilesOwnReport } from "./port.ts";
import type { Place } from "./place.ts";

/** Chunks written and told of together. The window is a multiple of it, so nothing ever waits for the rest of one. */
const together = 16;

export type Arriving = {
  readonly fid: string;
  readonly key: string;
  readonly size: number;
  readonly place: Place;
};

/** One file on its way in: opened in order, written, told of. */
export class Receiving {
  readonly place: Place;
  readonly #fid: string;
  readonly #tell: (report: FilesOwnReport) => void;
  readonly #opener: Promise<FileOpener>;
  readonly #waiting: { readonly i: number; readonly sealed: Uint8Array }[] = [];
  #isWorking = false;
  #isDropped = false;
  #unwritten: Uint8Array[] = [];

  constructor({ fid, key, size, place }: Arriving, tell: (report: FilesOwnReport) => void) {
    this.place = place;
    this.#fid = fid;
    this.#tell = tell;
    const fk = fromBase64(key);
    this.#opener = fileOpener({ fid: uuidToBytes(fid), size }, fk, cipherOf);
    this.#opener.then(
      () => fk.fill(0),
      () => {},
    );
  }

  /** A sealed chunk came. More of them than may be on the way are an attack on memory. */
  take(i: number, sealed: Uint8Array): void {
    if (this.#isDropped) return;
    if (this.#waiting.length >= 2 * mostAhead) return this.#bad(true);
    this.#waiting.push({ i, sealed });
    void this.#work();
  }

  drop(): void {
    this.#isDropped = true;
    this.#waiting.length = 0;
    this.#unwritten = [];
    void this.place.discard().catch(() => {});
  }

  #bad(isHopeless: boolean): void {
    this.#tell({ type: "badChunk", fid: this.#fid, isHopeless });
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      const opener = await this.#opener;
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        await this.#open(opener, next.i, next.sealed);
      }
    } catch {
      // Full, or taken away by the platform.
      if (!this.#isDropped) this.#tell({ type: "noPlace", fid: this.#fid, why: "no-room" });
    } finally {
      this.#isWorking = false;
    }
  }

  async #open(opener: FileOpener, i: number, sealed: Uint8Array): Promise<void> {
    const next = opener.next();
    // Sent again after a loss, and here already.
    if (i < next) return;
    if (i > next || i >= opener.chunks) return this.#bad(i >= opener.chunks);
    const plain = await opener.open(sealed);
    if (this.#isDropped) return;
    if (plain === null) return this.#bad(false);
    this.#unwritten.push(plain);
    const root = opener.root();
    if (root === null && opener.next() % together !== 0) return;
    const bytes = concat(...this.#unwritten);
    this.#unwritten = [];
    if (bytes.length > 0) await this.place.write(bytes);
    if (this.#isDropped) return;
    this.#tell({
      type: "took",
      fid: this.#fid,
      next: opener.next(),
      root: root === null ? null : toBase64(root),
    });
  }
}
