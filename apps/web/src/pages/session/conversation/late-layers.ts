import { late } from "../../../ui/late.tsx";

/** Fetched as soon as the page of a session is there: keys are agreed meanwhile. */
export const ConversationScreen = late(
  async () => (await import("./conversation-screen.tsx")).ConversationScreen,
);

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

const voice = () => import("../voice/layers.ts");

export const VoiceRecorder = late(async () => (await voice()).VoiceRecorder);
export const VoiceSound = late(async () => (await voice()).VoiceSound);

const file = () => import("../file/layers.ts");

export const FileMessage = late(async () => (await file()).FileMessage);
export const FileDrop = late(async () => (await file()).FileDrop);

/** Fetches all of them, so that none is missing when the network is. */
export async function fetchLayers(): Promise<void> {
  const all = [
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
    VoiceRecorder,
    VoiceSound,
    FileMessage,
    FileDrop,
  ];
  await Promise.all(all.map(({ fetch }) => fetch()));
}
