import { late } from "../../../ui/late.tsx";

/** Only who checks needs it, and with it the network. */
export const CheckDialog = late(async () => (await import("./check-dialog.tsx")).CheckDialog);
