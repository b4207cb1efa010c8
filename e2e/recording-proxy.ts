/** A proxy that keeps every byte between clients and server, sockets unmasked. */
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";

export type Recording = {
  readonly url: string;
  /** Everything that passed so far, both ways. */
  readonly bytes: () => Buffer;
  readonly stop: () => Promise<void>;
};

export async function recordingProxy(target: string): Promise<Recording> {
  const { hostname, port } = new URL(target);
  const chunks: Buffer[] = [];
  const keep = (chunk: Buffer | string) => void chunks.push(Buffer.from(chunk));
  const sockets = new Set<Duplex>();

  const proxy: Server = createServer((incoming, outgoing) => {
    keep(head(incoming));
    const onward = request({
      hostname,
      port,
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
    });
    incoming.on("data", keep);
    incoming.pipe(onward);
    onward.on("response", (answer) => {
      keep(head(answer));
      // The app itself is public; what the API answers is not.
      if (incoming.url?.startsWith("/api/")) answer.on("data", keep);
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
  });

  proxy.on("upgrade", (incoming, client, first) => {
    keep(head(incoming));
    const server = connect(Number(port), hostname, () => {
      server.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${rawHeaders(incoming)}\r\n\r\n`);
      server.write(first);
      client.pipe(server);
      server.pipe(client);
    });
    const unmask = unmasker(keep);
    client.on("data", unmask);
    server.on("data", keep);
    for (const each of [client, server]) {
      sockets.add(each);
      each.on("error", () => {
        client.destroy();
        server.destroy();
      });
      each.on("close", () => {
        sockets.delete(each);
        client.destroy();
        server.destroy();
      });
    }
  });

  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    bytes: () => Buffer.concat(chunks),
    stop: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const rawHeaders = ({ rawHeaders: raw }: IncomingMessage): string =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${raw[index + 1]}`] : [])).join("\r\n");

const head = (message: IncomingMessage): string =>
  `${message.method ?? ""} ${message.url ?? ""}\r\n${rawHeaders(message)}\r\n`;

/** Takes a client's WebSocket bytes and passes on the payloads without their masks (RFC 6455 §5.2). */
function unmasker(pass: (payload: Buffer) => void): (chunk: Buffer) => void {
  let waiting = Buffer.alloc(0);
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (;;) {
      const frame = firstFrame(waiting);
      if (frame === null) return;
      pass(frame.payload);
      waiting = waiting.subarray(frame.size);
    }
  };
}

function firstFrame(bytes: Buffer): { readonly payload: Buffer; readonly size: number } | null {
  if (bytes.length < 6) return null;
  const short = (bytes[1] ?? 0) & 127;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (bytes.length < 6 + extra) return null;
  const length = extra === 2 ? bytes.readUInt16BE(2) : extra === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
  const start = 2 + extra + 4;
  if (bytes.length < start + length) return null;
  const mask = bytes.subarray(2 + extra, start);
  const payload = Buffer.from(
    bytes.subarray(start, start + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0)),
  );
  return { payload, size: start + length };
}
