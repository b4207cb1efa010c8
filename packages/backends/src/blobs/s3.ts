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

/**
 * Blobs in a bucket, an object a piece: `<prefix><id>/<part>-<hash>`. Requests are signed by Bun's
 * own client (SigV4). A part is held in memory until it is whole.
 */
export class S3Blobs implements Blobs {
  readonly #client: S3Client;
  readonly #prefix: string;

  constructor({ endpoint, bucket, region, accessKey, secretKey, prefix }: S3Settings) {
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
    await this.#client.write(this.#key({ id, part, hash }), whole, { type: "application/octet-stream" });
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
    await this.#client.delete(this.#key(piece));
  }

  async remove(id: BlobId): Promise<void> {
    for await (const key of this.#keys(`${this.#prefix}${checkedId(id)}/`)) await this.#client.delete(key);
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
      const page = await this.#client.list({
        prefix,
        ...(token !== undefined && { continuationToken: token }),
      });
      for (const { key } of page.contents ?? []) yield key;
      token = page.isTruncated === true ? page.nextContinuationToken : undefined;
    } while (token !== undefined);
  }
}
