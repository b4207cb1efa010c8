import {
  createRoom as createRoomOn,
  type Created,
  openRoom as openRoomOn,
  platformPorts,
  type RoomOpening,
  type SessionModel,
} from "@chatorbit/client";

/** A room's model on this browser. */
export const openRoom = (opening: RoomOpening): SessionModel => openRoomOn(platformPorts(), opening);

/** A new room on this browser. `ttl`: seconds. */
export const createRoom = (ttl: number): Promise<Created> => createRoomOn(platformPorts(), ttl);
