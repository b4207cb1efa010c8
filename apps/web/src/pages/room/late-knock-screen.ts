import { late } from "../../ui/late.tsx";

/** Fetched while the page looks for its seat: who has one already does not see it. */
export const RoomKnockScreen = late(async () => (await import("./room-knock-screen.tsx")).RoomKnockScreen);
