import { blobId, blobPaths, fit, newBlobBody, partNumber } from "@chatorbit/protocol";
import { dropBlob, fetchBlob, makeBlob, putPart, type Readable, type Relay } from "@chatorbit/relay";
import type { Hono } from "hono";
import type { Log } from "../log.ts";
import { withSeat } from "./blob-request.ts";
import { readBody } from "./body.ts";
import type { HttpEnv } from "./env.ts";
import { partBody, type PartTimes } from "./part-body.ts";
import { noStore, problem, reply } from "./problem.ts";
import { rangeOf } from "./range.ts";
import type { SeatCookies } from "./seat-cookie.ts";

/** Blobs: promised, filled part by part, fetched, removed (FI2). */
export function blobs(
  app: Hono<HttpEnv>,
  relay: Relay,
  cookies: SeatCookies,
  log: Log,
  times?: PartTimes,
): void {
  app.post(
    blobPaths.all,
    withSeat(cookies, async (c, request) => {
      const body = await readBody(c.req.raw, newBlobBody);
      if (body.problem !== null) return body.problem;
      return reply(await makeBlob(relay, request, body.value.size));
    }),
  );

  app.put(
    blobPaths.part(":id", ":part"),
    withSeat(cookies, async (c, request) => {
      const id = fit(blobId, c.req.param("id"));
      const part = fit(partNumber, c.req.param("part"));
      if (id === null || part === null) return problem("unknown");
      return reply(await putPart(relay, request, { id, part }, partBody(c.req.raw, times)));
    }),
  );

  // HEAD comes here too, and gets the headers alone.
  app.get(
    blobPaths.one(":id"),
    withSeat(cookies, async (c, request) => {
      const id = fit(blobId, c.req.param("id"));
      if (id === null) return problem("unknown");
      const found = await fetchBlob(relay, request, id);
      return found.refusal === null ? sent(found.value, c.req.raw, log) : reply(found);
    }),
  );

  app.delete(
    blobPaths.one(":id"),
    withSeat(cookies, async (c, request) => {
      const id = fit(blobId, c.req.param("id"));
      return id === null ? problem("unknown") : reply(await dropBlob(relay, request, id));
    }),
  );
}

function sent({ size, read }: Readable, request: Request, log: Log): Response {
  const range = rangeOf(request.headers.get("range"), size);
  if (range === "unsatisfiable") {
    const refused = problem("bad-range");
    refused.headers.set("content-range", `bytes */${size}`);
    return refused;
  }
  const { from, to } = range ?? { from: 0, to: size };
  const headers = {
    ...noStore,
    "content-type": "application/octet-stream",
    "content-disposition": "attachment",
    "accept-ranges": "bytes",
    "content-length": String(to - from),
    ...(range !== null && { "content-range": `bytes ${from}-${to - 1}/${size}` }),
  };
  const status = range === null ? 200 : 206;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  const bytes = read(from, to);
  return bytes.refusal === null
    ? new Response(streamOf(bytes.value, log), { status, headers })
    : reply(bytes);
}

/**
 * A chunk is read when the line has taken the one before: a slow reader costs one chunk. Where it
 * breaks off, the line is cut, so that nobody takes it for the end.
 */
function streamOf(bytes: AsyncIterable<Uint8Array>, log: Log): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await iterator.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        } catch (cause) {
          log.error("sending a blob failed", cause);
          // Bun prints what is said here, and the cause names the blob.
          controller.error(undefined);
        }
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
