import { late } from "../../ui/late.tsx";

/** Most who come here have neither. */
export const OpenInvites = late(async () => (await import("./open-invites.tsx")).OpenInvites);
export const OpenRooms = late(async () => (await import("./open-rooms.tsx")).OpenRooms);
