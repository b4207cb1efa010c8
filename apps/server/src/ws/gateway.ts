import { maxFrameBytes, type Refusal, refusals } from "@chatorbit/protocol";
import type { Caller, Relay } from "@chatorbit/relay";
import type { ServerWebSocket, WebSocketHandler } from "bun";
import { Outbox } from "./outbox.ts";
import { SocketLine, type Visitor } from "./socket-line.ts";

export type Gateway = {
  readonly handlers: WebSocketHandler<SocketLine>;
  /** What Bun is to keep with the visitor's socket. */
  readonly lineOf: (visitor: Visitor) => SocketLine;
  readonly closeAll: (refusal: Refusal) => void;
};

/** A reader that lets this much wait is cut: 200 stalled ones must not cost more than 100 MB. */
const backlogBytes = 384 * 1024;

/** Carries frames between Bun's sockets and the relay. */
export function gateway(relay: Relay): Gateway {
  const sockets = new Set<ServerWebSocket<SocketLine>>();
  const failed = (cause: unknown) => relay.ports.journal({ step: "failed", what: "socket", cause });
  const outbox = new Outbox(failed);
  // An exception in one of Bun's socket handlers would end the whole server.
  const broke = (line: SocketLine, cause: unknown) => {
    failed(cause);
    try {
      line.cut();
    } catch (second) {
      failed(second);
    }
  };
  return {
    lineOf: (visitor) => new SocketLine(visitor, outbox),
    closeAll(refusal) {
      for (const { data } of sockets) {
        try {
          data.close(refusals[refusal].close ?? 1012, refusal);
        } catch (cause) {
          // One broken socket must not keep the others, and the database, from being closed.
          failed(cause);
        }
      }
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
        sockets.add(socket);
        socket.data.open(socket);
        try {
          socket.data.caller = callerOf(relay, socket.data);
        } catch (cause) {
          broke(socket.data, cause);
        }
      },
      message(socket, message) {
        try {
          if (typeof message === "string") socket.data.caller?.hear(message);
          else socket.data.close(1003, "text only");
        } catch (cause) {
          broke(socket.data, cause);
        }
      },
      drain(socket) {
        try {
          socket.data.drained();
        } catch (cause) {
          broke(socket.data, cause);
        }
      },
      close(socket) {
        sockets.delete(socket);
        socket.data.gone();
        try {
          socket.data.caller?.gone();
        } catch (cause) {
          failed(cause);
        }
      },
    },
  };
}

function callerOf(relay: Relay, line: SocketLine): Caller | null {
  const { visitor } = line;
  line.visitor = null;
  if (visitor === null) return null;
  const { address, old, keys } = visitor;
  return old === null ? relay.connect(line, address, keys) : relay.connectOld(line, { ...old, address });
}
