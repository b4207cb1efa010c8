import { S3Client } from "bun";
import type { BlobId } from "@chatorbit/protocol";
import type { Blobs, PartKey, Piece } from "@chatorbit/relay";
import { collected } from "./memory.ts";
import { checkedId, checkedPart, isBlobName, pieceName, sha256 } from "./names.ts";

export type S3Settings = {
  /** Null: Amazon's own for the region. */
  readonly endpoint: URL | null;
  readonly bucket: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Before every key; nothing else may lie under it. */
  readonly prefix: string;
};

/** A bucket that has not answered for this long does not answer, ms; a part takes longer. */
const usual = { answer: 20_000, write: 60_000 } as const;

/**
 * Blobs in a bucket, an object a piece: `<prefix><id>/<part>-<hash>`. Requests are signed by Bun's
 * own client (SigV4). A part is held in memory until it is whole.
 */
export class S3Blobs implements Blobs {
  readonly #client: S3Client;
  readonly #prefix: string;
  readonly #within: { readonly answer: number; readonly write: number };

  /** `within`: for tests. */
  constructor(
    { endpoint, bucket, region, accessKey, secretKey, prefix }: S3Settings,
    within: { readonly answer: number; readonly write: number } = usual,
  ) {
    this.#within = within;
    this.#client = new S3Client({
      bucket,
      region,
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      ...(endpoint !== null && { endpoint: endpoint.origin }),
    });
    this.#prefix = prefix;
  }

  async put({ id, part }: PartKey, bytes: AsyncIterable<Uint8Array>): Promise<string> {
    checkedId(id);
    checkedPart({ id, part });
    const whole = await collected(bytes);
    const hash = sha256().update(whole).digest("hex");
    const type = "application/octet-stream";
    await soon(this.#client.write(this.#key({ id, part, hash }), whole, { type }), this.#within.write);
    return hash;
  }

  async *read(piece: Piece, from: number, to: number): AsyncGenerator<Uint8Array, void, undefined> {
    let left = to - from;
    for await (const chunk of this.#client.file(this.#key(piece)).slice(from, to).stream()) {
      left -= chunk.length;
      yield chunk;
    }
    if (left !== 0) throw new RangeError("a piece is not as long as it was");
  }

  async drop(piece: Piece): Promise<void> {
    await soon(this.#client.delete(this.#key(piece)), this.#within.answer);
  }

  async remove(id: BlobId): Promise<void> {
    for await (const key of this.#keys(`${this.#prefix}${checkedId(id)}/`))
      await soon(this.#client.delete(key), this.#within.answer);
  }

  async *list(): AsyncGenerator<BlobId, void, undefined> {
    let last = "";
    // Keys come in their order: those of a blob stand together.
    for await (const key of this.#keys(this.#prefix)) {
      const [id = "", ...rest] = key.slice(this.#prefix.length).split("/");
      if (id === last || !isBlobName(id) || rest.length !== 1) continue;
      last = id;
      yield id as BlobId;
    }
  }

  async space(): Promise<null> {
    return null;
  }

  #key(piece: Piece): string {
    return `${this.#prefix}${checkedId(piece.id)}/${pieceName(piece)}`;
  }

  async *#keys(prefix: string): AsyncGenerator<string, void, undefined> {
    let token: string | undefined;
    do {
      const more = token === undefined ? {} : { continuationToken: token };
      const page = await soon(this.#client.list({ prefix, ...more }), this.#within.answer);
      for (const { key } of page.contents ?? []) yield key;
      token = page.isTruncated === true ? page.nextContinuationToken : undefined;
    } while (token !== undefined);
  }
}

/** The bucket did not answer. */
class SilentBucketError extends Error {
  override readonly name = "SilentBucketError";
}

async function soon<T>(answer: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new SilentBucketError("no answer from the bucket")), ms);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
