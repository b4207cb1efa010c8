import { late } from "../../../ui/late.tsx";

const layers = () => import("./layers.ts");

export const InfoPanel = late(async () => (await layers()).InfoPanel);
export const TimeDialog = late(async () => (await layers()).TimeDialog);
export const VerifyDialog = late(async () => (await layers()).VerifyDialog);
export const KeysDialog = late(async () => (await layers()).KeysDialog);
export const LeaveDialog = late(async () => (await layers()).LeaveDialog);
export const MessageMenu = late(async () => (await layers()).MessageMenu);

/** Fetches all of them, so that none is missing when the network is. */
export function fetchLayers(): void {
  for (const layer of [InfoPanel, TimeDialog, VerifyDialog, KeysDialog, LeaveDialog, MessageMenu]) {
    void layer.fetch();
  }
}
