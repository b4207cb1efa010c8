/** What the Node peers keep of a pair: as little as a server can that knows its sessions. */
const sessions = new Map();

/**
 * The session of a pair, made by its first socket.
 * @param {string} id
 */
export function enter(id, side, socket) {
  const session = sessions.get(id) ?? { id, state: "active", messages: 0, sockets: [null, null] };
  sessions.set(id, session);
  session.sockets[side] = socket;
  return session;
}

export function leave(session, side) {
  session.sockets[side] = null;
  if (session.sockets[1 - side] === null) sessions.delete(session.id);
}
