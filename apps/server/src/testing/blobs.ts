import { MemoryBlobs } from "@chatorbit/backends/blobs";
import { type BlobId, blobPartBytes, blobPaths, fit, problem, tokenHeader } from "@chatorbit/protocol";
import type { Blobs } from "@chatorbit/relay";
import { testApp } from "./app.ts";
import { Browser } from "./room.ts";

/** What a request may carry. */
export type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

type Planted = Parameters<typeof testApp>[2];

/** For tests of blobs: bytes that differ by `seed`. */
export function noise(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let n = 0; n < length; n += 1) bytes[n] = Math.imul(n + seed, 2_654_435_761) >>> 24;
  return bytes;
}

/** A session of so many minutes, and what each of its seats may ask. */
export async function blobHouse(env: Record<string, string> = {}, planted: Planted = {}, ttl = 60) {
  const own = await testApp(env, new Map(), planted);
  const token = await own.session(ttl);
  const headersOf = (key: string) => ({ authorization: `Bearer ${key}`, [tokenHeader]: token });

  async function ask(method: string, path: string, who: Record<string, string>, body?: Body) {
    const init: RequestInit = { method, headers: who, ...(body !== undefined && { body }) };
    return own.app.fetch(new Request(`http://localhost${path}`, init), { address: "192.0.2.1" });
  }

  function seat(key: string) {
    const who = headersOf(key);
    const make = (size: number, parts = Math.ceil(size / blobPartBytes)) =>
      ask("POST", blobPaths.all, who, JSON.stringify({ size, parts }));
    const put = (id: string, part: number | string, body: Body, more: Record<string, string> = {}) =>
      ask("PUT", blobPaths.part(id, part), { ...who, ...more }, body);
    return {
      make,
      put,
      get: (id: string, range?: string, method = "GET") =>
        ask(method, blobPaths.one(id), range === undefined ? who : { ...who, range }),
      drop: (id: string) => ask("DELETE", blobPaths.one(id), who),
      /** A blob of these bytes, all of them here. */
      async give(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
        const id = await idOf(await make(bytes.length));
        for (let at = 0; at < bytes.length; at += blobPartBytes)
          await put(id, at / blobPartBytes, bytes.slice(at, at + blobPartBytes));
        return id;
      },
    };
  }

  const end = () => own.call("POST", `/api/session/${token}/end`, { client_identity: "host-key" });
  return { ...own, ask, token, headersOf, seat, host: seat("host-key"), guest: seat("guest-key"), end };
}

/** A room with both seats taken. */
export async function blobRoom() {
  const own = await testApp();
  const reach = async (path: string, init: RequestInit) =>
    own.app.fetch(new Request(`http://localhost${path}`, init), { address: "192.0.2.1" });
  const [ann, bob] = [new Browser(reach, "http://localhost"), new Browser(reach, "http://localhost")];
  const link = await ann.makeRoom();
  await bob.join(link);
  const at = (path: string) => `${path}?roomId=${link.room}`;
  /** As a page of `origin` would; empty: nobody says which page. */
  const put = (browser: Browser, id: string, bytes: Body, origin = "http://localhost") =>
    reach(at(blobPaths.part(id, 0)), {
      method: "PUT",
      headers: { cookie: browser.cookieHeader, host: "localhost", ...(origin !== "" && { origin }) },
      body: bytes,
    });
  return { ...own, reach, ann, bob, room: link.room, at, put };
}

export const idOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { id: string }).id;

/** Status and code of an answer; the status alone of a yes. */
export async function refusal(response: Response | Promise<Response>): Promise<string> {
  const answer = await response;
  if (answer.ok) return `${answer.status}`;
  const body = fit(problem, await answer.json());
  return body === null ? `${answer.status}, no problem of ours` : `${answer.status} ${body.code}`;
}

export const bytesOf = async (response: Response): Promise<Buffer> =>
  Buffer.from(await response.arrayBuffer());

/** What lies there. */
export async function stored(blobs: Blobs): Promise<readonly BlobId[]> {
  const ids: BlobId[] = [];
  for await (const id of blobs.list()) ids.push(id);
  return ids;
}

/** A body that waits for `goOn` before it says its last. */
export function heldUp(first: Uint8Array<ArrayBuffer>, last: Uint8Array<ArrayBuffer>) {
  const { promise: going, resolve: goOn } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const chunks = [first, last];
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = chunks.shift();
        if (chunk === last) {
          begin();
          await going;
        }
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, begun, goOn };
}

/** A body without an end. */
export const endless = (): ReadableStream<Uint8Array> =>
  new ReadableStream({ pull: (controller) => controller.enqueue(noise(10_000)) }, { highWaterMark: 0 });

/** Blobs in memory on a disk that says what a test wants. */
export class PlantedDisk extends MemoryBlobs implements Blobs {
  readonly disk = { free: 0, total: 0 };

  override async space(): Promise<typeof this.disk> {
    return this.disk;
  }
}
