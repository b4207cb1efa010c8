import {
  type Created,
  openRoom as openRoomOn,
  platformPorts,
  type RoomOpening,
  type SessionModel,
} from "@chatorbit/client";

/** A room's model on this browser. */
export const openRoom = (opening: RoomOpening): SessionModel => openRoomOn(platformPorts(), opening);

/** A new room on this browser. `ttl`: seconds. */
export const createRoom = async (ttl: number): Promise<Created> =>
  (await import("@chatorbit/client/create-room")).createRoom(platformPorts(), ttl);
