// A relay on Socket.IO, WebSocket only: node socket-io-relay.mjs PORT, ?pair=<pair>&side=<side>.
import http from "node:http";
import { Server } from "socket.io";
import { enter, leave } from "./sessions.mjs";

const server = http.createServer();
const io = new Server(server, { transports: ["websocket"], perMessageDeflate: false, serveClient: false });

io.on("connection", (socket) => {
  const { pair, side: seat } = socket.handshake.query;
  const side = Number(seat);
  const session = enter(pair, side, socket);
  // Socket.IO has parsed the JSON already and writes it anew.
  socket.on("message", (message) => {
    if (typeof message.type !== "string") return socket.disconnect();
    session.messages += 1;
    session.sockets[1 - side]?.emit("message", message);
  });
  socket.on("disconnect", () => leave(session, side));
});
server.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 4096 });
