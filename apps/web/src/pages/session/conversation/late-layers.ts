import { late } from "../../../ui/late.tsx";

const layers = () => import("./layers.ts");

export const EmojiPopover = late(async () => (await layers()).EmojiPopover);
export const BringBackOffer = late(async () => (await layers()).BringBackOffer);
export const InfoPanel = late(async () => (await layers()).InfoPanel);
export const EndDialog = late(async () => (await layers()).EndDialog);
export const EndedScreen = late(async () => (await layers()).EndedScreen);
export const TimeDialog = late(async () => (await layers()).TimeDialog);
export const CheckDialog = late(async () => (await layers()).CheckDialog);
export const VerifyDialog = late(async () => (await layers()).VerifyDialog);
export const KeysDialog = late(async () => (await layers()).KeysDialog);
export const LeaveDialog = late(async () => (await layers()).LeaveDialog);
export const MessageMenu = late(async () => (await layers()).MessageMenu);
export const PactOffer = late(async () => (await layers()).PactOffer);

/** Fetches all of them, so that none is missing when the network is. */
export function fetchLayers(): void {
  for (const layer of [
    BringBackOffer,
    EmojiPopover,
    EndDialog,
    InfoPanel,
    TimeDialog,
    VerifyDialog,
    KeysDialog,
    LeaveDialog,
    MessageMenu,
    PactOffer,
    EndedScreen,
  ]) {
    void layer.fetch();
  }
}
