import type { Line, LineEvents, Reply, Request } from "../ports.ts";

/** A request without an answer for this long counts as unreachable, ms. */
const answerWithinMs = 15_000;

/** What a platform without cookies of its own sends along for a seat, and learns from the answer. */
export type SeatHeaders = {
  readonly sent: () => Readonly<Record<string, string>>;
  readonly heard: (headers: Headers) => void;
};

/** Only requests of a seat that is a cookie carry any; nothing is cached. */
export async function request(
  origin: string,
  { method, path, body, isLast, isSeated }: Request,
  seat: SeatHeaders | null = null,
): Promise<Reply> {
  const how = {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(isSeated === true ? seat?.sent() : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    credentials: isSeated === true ? "same-origin" : "omit",
    cache: "no-store",
    referrerPolicy: "no-referrer",
    keepalive: isLast === true,
    signal: AbortSignal.timeout(answerWithinMs),
  } as const;
  const response = await fetch(`${origin}${path}`, how);
  if (isSeated === true) seat?.heard(response.headers);
  const text = await response.text();
  return { status: response.status, body: decoded(text) };
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `open`: how this platform opens a socket. */
export function dial(url: string, events: LineEvents, open = (to: string) => new WebSocket(to)): Line {
  const socket = open(url);
  let isOver = false;
  const closed = (code: number) => {
    if (isOver) return;
    isOver = true;
    events.closed(code);
  };
  socket.onopen = () => events.opened();
  socket.onmessage = ({ data }) => {
    if (typeof data === "string") events.received(data);
  };
  // 1005: closed without a code; for us the line was lost.
  socket.onclose = ({ code }) => closed(code === 1005 ? 1006 : code);
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: (code) => {
      isOver = true;
      socket.close(code === 1000 ? 1000 : Math.max(code, 3000));
    },
  };
}
