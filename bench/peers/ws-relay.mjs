// A relay on Node's `ws`: node ws-relay.mjs PORT, sockets at /ws/<pair>/<side>.
import http from "node:http";
import { WebSocketServer } from "ws";
import { enter, leave } from "./sessions.mjs";

const server = http.createServer((request, response) => response.end("ok"));
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 192 * 1024 });

server.on("upgrade", (request, tcp, head) => {
  const [, , pair, seat] = request.url.split("/");
  sockets.handleUpgrade(request, tcp, head, (socket) => serve(socket, pair, Number(seat)));
});
server.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 4096 });

function serve(socket, pair, side) {
  const session = enter(pair, side, socket);
  socket.on("message", (bytes) => {
    const message = JSON.parse(bytes.toString());
    if (typeof message.type !== "string") return socket.close(1008);
    session.messages += 1;
    const other = session.sockets[1 - side];
    // The bytes as they came: nothing is written anew.
    if (other?.readyState === socket.OPEN) other.send(bytes, { binary: false });
  });
  socket.on("close", () => leave(session, side));
  socket.on("error", () => {});
}
