import { expect, test } from "bun:test";
import type { Caller } from "@chatorbit/relay";
import { Client } from "../testing/client.ts";
import { testApp } from "../testing/app.ts";
import type { ServerWebSocket } from "bun";
import { gateway } from "./gateway.ts";
import type { SocketLine } from "./socket-line.ts";

test("[OP4] whatever a handler throws, the server stays and only that socket ends", async () => {
  const { relay, lines } = await testApp();
  const broken = () => {
    throw new Error("broken");
  };
  const callers: Caller[] = [
    { hear: broken, gone: () => {} },
    { hear: () => {}, gone: broken },
    { hear: () => {}, gone: () => {} },
  ];
  relay.connect = () => callers.shift() ?? broken();
  const { handlers, lineOf } = gateway(relay);
  const server = Bun.serve({
    port: 0,
    websocket: handlers,
    fetch: (request, self) =>
      self.upgrade(request, { data: lineOf({ address: "192.0.2.1", old: null, keys: () => null }) })
        ? undefined
        : new Response("", { status: 400 }),
  });
  const dial = () => new Client(`ws://127.0.0.1:${server.port}/`);
  const [hears, goes, calm, unborn] = [dial(), dial(), dial(), dial()];
  await Promise.all([hears.opened, goes.opened, calm.opened]);
  hears.say("x");
  goes.socket.close();
  await Promise.all([hears.closed, goes.closed, unborn.closed]);
  const failures = () => lines.filter((line) => line.includes("socket failed"));
  while (failures().length < 3) await new Promise((resolve) => setImmediate(resolve));
  expect(failures()).toHaveLength(3);
  expect(calm.socket.readyState).toBe(WebSocket.OPEN);
  calm.socket.close();
  await server.stop(true);
});

test("[SYNC] a socket that takes more again tells its line", async () => {
  const { relay } = await testApp();
  const { handlers, lineOf } = gateway(relay);
  let isCalled = false;
  const line = lineOf({ address: "192.0.2.1", old: null, keys: () => null });
  const wire = {
    send: () => -1,
    cork: () => {},
    close: () => {},
    terminate: () => {},
    getBufferedAmount: () => 1,
  };
  line.open(wire);
  line.whenRoom(() => (isCalled = true));
  void handlers.drain?.({ data: line } as ServerWebSocket<SocketLine>);
  expect(isCalled).toBe(true);
});
