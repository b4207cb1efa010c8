import { late } from "../../../ui/late.tsx";

/** Only who invites needs it. */
export const InviteSheet = late(async () => (await import("./invite-sheet.tsx")).InviteSheet);
