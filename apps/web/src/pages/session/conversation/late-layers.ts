import { late } from "../../../ui/late.tsx";

const layers = () => import("./layers.ts");

export const EmojiPopover = late(async () => (await layers()).EmojiPopover);
export const BringBackOffer = late(async () => (await layers()).BringBackOffer);
export const InfoPanel = late(async () => (await layers()).InfoPanel);
export const RefusedScreen = late(async () => (await layers()).RefusedScreen);
export const SecuringScreen = late(async () => (await layers()).SecuringScreen);
export const WaitingScreen = late(async () => (await layers()).WaitingScreen);
export const NoteLine = late(async () => (await layers()).NoteLine);
export const WarningLine = late(async () => (await layers()).WarningLine);
export const Failures = late(async () => (await layers()).Failures);
export const EndedScreen = late(async () => (await layers()).EndedScreen);
export const TimeDialog = late(async () => (await layers()).TimeDialog);
export const VerifyDialog = late(async () => (await layers()).VerifyDialog);
export const KeysDialog = late(async () => (await layers()).KeysDialog);
export const LeaveDialog = late(async () => (await layers()).LeaveDialog);
export const MessageMenu = late(async () => (await layers()).MessageMenu);
export const PactOffer = late(async () => (await layers()).PactOffer);

export const StartButtons = late(async () => (await layers()).StartButtons);

/** Fetches all of them, so that none is missing when the network is. */
export async function fetchLayers(): Promise<void> {
  const all = [
    BringBackOffer,
    EmojiPopover,
    InfoPanel,
    TimeDialog,
    VerifyDialog,
    KeysDialog,
    LeaveDialog,
    MessageMenu,
    PactOffer,
    StartButtons,
    EndedScreen,
    RefusedScreen,
    SecuringScreen,
    WaitingScreen,
    NoteLine,
    WarningLine,
    Failures,
  ];
  await Promise.all(all.map(({ fetch }) => fetch()));
}
