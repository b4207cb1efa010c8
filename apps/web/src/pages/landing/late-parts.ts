import { late } from "../../ui/late.tsx";

/** Stands behind a press; asked for when somebody comes near it. */
export const LimitsForm = late(async () => (await import("./limits-form.tsx")).LimitsForm);

/** Most who come here have neither. */
export const OpenInvites = late(async () => (await import("./open-invites.tsx")).OpenInvites);
export const OpenRooms = late(async () => (await import("./open-rooms.tsx")).OpenRooms);
