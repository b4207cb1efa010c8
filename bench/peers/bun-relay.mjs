// A relay on Bun alone, what ours is built on: bun bun-relay.mjs PORT, sockets at /ws/<pair>/<side>.
import { enter, leave } from "./sessions.mjs";

Bun.serve({
  hostname: "127.0.0.1",
  port: Number(process.argv[2]),
  fetch(request, server) {
    const [, , pair, side] = new URL(request.url).pathname.split("/");
    return server.upgrade(request, { data: { pair, side: Number(side) } }) ? undefined : new Response("ok");
  },
  websocket: {
    perMessageDeflate: false,
    maxPayloadLength: 192 * 1024,
    open(socket) {
      socket.data.session = enter(socket.data.pair, socket.data.side, socket);
    },
    message(socket, text) {
      const message = JSON.parse(text);
      if (typeof message.type !== "string") return socket.close(1008);
      const { session, side } = socket.data;
      session.messages += 1;
      session.sockets[1 - side]?.send(text);
    },
    close(socket) {
      leave(socket.data.session, socket.data.side);
    },
  },
});
