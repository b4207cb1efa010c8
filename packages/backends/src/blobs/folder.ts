import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BlobId } from "@chatorbit/protocol";
import { type Blobs, type DiskSpace, type PartKey, type Piece, StorageFullError } from "@chatorbit/relay";
import { checkedId, checkedPart, isBlobName, pieceName, sha256 } from "./names.ts";

/** Bytes read at a time. */
const chunkBytes = 256 * 1024;

/**
 * Blobs in a folder: `ab/cd/abcd…/<part>-<hash>`, so that no folder holds too many. A piece is
 * written under another name, brought to the disk, and renamed: under its own name it is whole.
 */
export class FolderBlobs implements Blobs {
  readonly #root: string;
  readonly #space: (() => Promise<DiskSpace>) | null;

  /** `space`: for tests, instead of what the disk says. */
  constructor(root: string, space: (() => Promise<DiskSpace>) | null = null) {
    this.#root = root;
    this.#space = space;
  }

  async put({ id, part }: PartKey, bytes: AsyncIterable<Uint8Array>): Promise<string> {
    checkedPart({ id, part });
    const folder = this.#folder(id);
    const half = join(folder, `.${crypto.randomUUID()}`);
    try {
      const file = await this.#made(folder, half);
      const hash = await written(file, bytes).finally(() => file.close());
      await rename(half, join(folder, pieceName({ id, part, hash })));
      await sync(folder);
      return hash;
    } catch (cause) {
      await rm(half, { force: true });
      await this.#prune(folder);
      throw asFull(cause);
    }
  }

  async *read(piece: Piece, from: number, to: number): AsyncGenerator<Uint8Array, void, undefined> {
    const file = await open(join(this.#folder(piece.id), pieceName(piece)), "r");
    try {
      for (let at = from; at < to;) {
        const buffer = Buffer.allocUnsafeSlow(Math.min(chunkBytes, to - at));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
        if (bytesRead === 0) throw new RangeError("a piece is shorter than it was");
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }

  async drop(piece: Piece): Promise<void> {
    const folder = this.#folder(piece.id);
    await rm(join(folder, pieceName(piece)), { force: true });
    await this.#prune(folder);
  }

  async remove(id: BlobId): Promise<void> {
    const folder = this.#folder(id);
    // What is written there at this moment may appear while it is emptied.
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    await this.#prune(folder);
  }

  async *list(): AsyncGenerator<BlobId, void, undefined> {
    for (const one of await namesIn(this.#root)) {
      for (const two of await namesIn(join(this.#root, one))) {
        for (const id of await namesIn(join(this.#root, one, two)))
          if (isBlobName(id) && id.startsWith(one + two)) yield id as BlobId;
      }
    }
  }

  async space(): Promise<DiskSpace> {
    if (this.#space !== null) return this.#space();
    const { bavail, blocks, bsize } = await statfs(this.#root);
    return { free: bavail * bsize, total: blocks * bsize };
  }

  #folder(id: string): string {
    const name = checkedId(id);
    return join(this.#root, name.slice(0, 2), name.slice(2, 4), name);
  }

  /** A new file in a folder that may have to be made, and may be pruned by another at this moment. */
  async #made(folder: string, path: string): Promise<FileHandle> {
    for (let left = 5; ; left -= 1) {
      try {
        if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined)
          for (const each of this.#above(folder)) await sync(each);
        return await open(path, "wx", 0o600);
      } catch (cause) {
        if (left === 0 || codeOf(cause) !== "ENOENT") throw cause;
      }
    }
  }

  /** Removes what is empty, from a blob's folder upwards: names are not to stay either. */
  async #prune(folder: string): Promise<void> {
    try {
      for (const each of [folder, ...this.#above(folder).slice(0, -1)]) await rmdir(each);
    } catch (cause) {
      const code = codeOf(cause);
      if (code === "ENOENT") return this.#pruneAbove(folder);
      if (code !== "ENOTEMPTY" && code !== "EEXIST") throw cause;
    }
  }

  async #pruneAbove(folder: string): Promise<void> {
    for (const each of this.#above(folder).slice(0, -1)) await rmdir(each).catch(() => {});
  }

  /** The folders above a blob's, the root last. */
  #above(folder: string): readonly string[] {
    return [dirname(folder), dirname(dirname(folder)), this.#root];
  }
}

/** Writes all that comes and brings it to the disk; the SHA-256 of it in hex. */
async function written(file: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = sha256();
  for await (const chunk of bytes) {
    hash.update(chunk);
    for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at, chunk.length - at)).bytesWritten;
  }
  await file.sync();
  return hash.digest("hex");
}

/** A name in a folder is on the disk when the folder is. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    // Removed meanwhile, or a file that is none of ours.
    if (codeOf(cause) === "ENOENT" || codeOf(cause) === "ENOTDIR") return [];
    throw cause;
  }
}

const codeOf = (cause: unknown): unknown =>
  typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;

/** The disk's "no" as an expected one. */
const asFull = (cause: unknown): unknown =>
  codeOf(cause) === "ENOSPC" || codeOf(cause) === "EDQUOT"
    ? new StorageFullError("the disk takes no more", { cause })
    : cause;
