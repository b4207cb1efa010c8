import {
  chunkBytes,
  fileSealer,
  type FileSealer,
  plainLength,
  toBase64,
  uuidToBytes,
} from "@chatorbit/crypto";
import { chunkFrame } from "@chatorbit/engine/files";
import type { Channel } from "./channel.ts";
import { cipherOf } from "./cipher.ts";
import type { FilesOwnReport, Source } from "./port.ts";

/** Read at once, bytes: a read of one chunk costs about as much. */
const blockBytes = 16 * chunkBytes;

/** One file on its way out: read, sealed and sent chunk by chunk, no faster than it may and can. */
export class Sending {
  readonly #source: Source;
  readonly #tell: (report: FilesOwnReport) => void;
  readonly #sealer: Promise<FileSealer>;
  #channel: Channel | null = null;
  /** The next chunk to leave through this channel, and the first that must not yet. */
  #cursor = 0;
  #upTo = 0;
  #isWorking = false;
  #isDropped = false;
  #block: { readonly from: number; readonly bytes: Uint8Array } | null = null;

  constructor(source: Source, tell: (report: FilesOwnReport) => void) {
    this.#source = source;
    this.#tell = tell;
    const shape = { fid: uuidToBytes(source.fid), size: source.bytes.size };
    this.#sealer = fileSealer(shape, source.key, cipherOf);
    this.#sealer.then(
      () => source.key.fill(0),
      () => {},
    );
  }

  /** Chunks from `from` on, up to below `upTo`; in a channel that is open already, only more of them. */
  feed(channel: Channel, from: number, upTo: number): void {
    if (this.#channel !== channel) this.#cursor = from;
    this.#channel = channel;
    this.#upTo = upTo;
    void this.#work();
  }

  /** Did so many chunks leave? Nobody keeps what was never sent. */
  hasSent(next: number): boolean {
    return next <= this.#cursor;
  }

  drop(): void {
    this.#isDropped = true;
    this.#block = null;
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      const sealer = await this.#sealer;
      while (await this.#step(sealer));
    } catch {
      // The file under it is another by now, or gone: a browser then reads no more of it.
      if (!this.#isDropped) this.#tell({ type: "sourceLost", fid: this.#source.fid });
      this.drop();
    } finally {
      this.#isWorking = false;
    }
  }

  /** One chunk; false when none may leave now. */
  async #step(sealer: FileSealer): Promise<boolean> {
    const { fid } = this.#source;
    const channel = this.#channel;
    if (this.#isDropped || channel === null || this.#cursor >= this.#upTo) return false;
    const i = Math.min(this.#cursor, sealer.next());
    const sealed = await sealer.seal(i, await this.#read(i));
    if (!(await channel.ready())) {
      if (this.#channel === channel) this.#channel = null;
      return true;
    }
    // Another connection meanwhile, with a place of its own to begin at.
    if (this.#isDropped || this.#channel !== channel) return true;
    if (channel.send(chunkFrame(fid, i, sealer.chunks, sealed))) this.#cursor = i + 1;
    const root = i === sealer.chunks - 1 ? sealer.root() : null;
    if (root !== null) this.#tell({ type: "sealed", fid, root: toBase64(root) });
    return true;
  }

  async #read(i: number): Promise<Uint8Array> {
    const { bytes } = this.#source;
    const from = i * chunkBytes;
    const length = plainLength(bytes.size, i);
    if (length === 0) return new Uint8Array();
    const known = this.#block;
    if (known === null || from < known.from || from + length > known.from + known.bytes.length) {
      const block = await bytes.slice(from, from + blockBytes).arrayBuffer();
      this.#block = { from, bytes: new Uint8Array(block) };
    }
    const { from: start, bytes: block } = this.#block ?? { from, bytes: new Uint8Array() };
    return block.subarray(from - start, from - start + length);
  }
}
