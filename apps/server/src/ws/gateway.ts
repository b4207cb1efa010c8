import { maxFrameBytes, type Refusal, refusals } from "@chatorbit/protocol";
import type { Caller, Relay } from "@chatorbit/relay";
import type { ServerWebSocket, WebSocketHandler } from "bun";
import { Outbox } from "./outbox.ts";
import { SocketLine } from "./socket-line.ts";

/** Who comes through the door, as the upgrade knew it. */
export type Visitor = {
  readonly address: string;
  /** The credential in the URL of source 002's socket; null on ours. */
  readonly old: { readonly token: string; readonly key: string } | null;
};

/** What Bun keeps with each socket. */
export type Held = Visitor & { line: SocketLine | null; caller: Caller | null };

export type Gateway = {
  readonly handlers: WebSocketHandler<Held>;
  readonly dataOf: (visitor: Visitor) => Held;
  readonly closeAll: (refusal: Refusal) => void;
};

/** A reader that lets this much wait is cut: 200 stalled ones must not cost more than 100 MB. */
const backlogBytes = 384 * 1024;

/** Carries frames between Bun's sockets and the relay. */
export function gateway(relay: Relay): Gateway {
  const sockets = new Set<ServerWebSocket<Held>>();
  const outbox = new Outbox();
  return {
    dataOf: (visitor) => ({ ...visitor, line: null, caller: null }),
    closeAll(refusal) {
      for (const { data } of sockets) data.line?.close(refusals[refusal].close ?? 1012, refusal);
    },
    handlers: {
      maxPayloadLength: maxFrameBytes,
      backpressureLimit: backlogBytes,
      closeOnBackpressureLimit: true,
      // Seconds. Our sockets have their own heartbeat; this one serves source 002's clients.
      idleTimeout: 8,
      sendPings: true,
      perMessageDeflate: false,
      open(socket) {
        const { data } = socket;
        const line = new SocketLine(socket, outbox);
        sockets.add(socket);
        data.line = line;
        data.caller = data.old
          ? relay.connectOld(line, { ...data.old, address: data.address })
          : relay.connect(line, data.address);
      },
      message(socket, message) {
        if (typeof message === "string") socket.data.caller?.hear(message);
        else socket.data.line?.close(1003, "text only");
      },
      close(socket) {
        sockets.delete(socket);
        socket.data.line?.gone();
        socket.data.caller?.gone();
      },
    },
  };
}
