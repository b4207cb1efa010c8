/** What comes before, after and over the conversation: one chunk, fetched as soon as the session stands. */
export { EmojiPopover } from "../emoji/emoji-popover.tsx";
export { RefusedScreen } from "../end/refused-screen.tsx";
export { SecuringScreen } from "../securing-screen.tsx";
export { WaitingScreen } from "../waiting-screen.tsx";
export { EndedScreen } from "../end/ended-screen.tsx";
export { StartButtons } from "../call/start-call.tsx";
export { BringBackOffer } from "./bring-back-offer.tsx";
export { InfoPanel } from "../info/info-panel.tsx";
export { TimeDialog } from "../time/time-dialog.tsx";
export { VerifyDialog } from "../verify/verify-dialog.tsx";
export { KeysDialog } from "./keys-dialog.tsx";
export { NoteLine } from "./note-line.tsx";
export { WarningLine } from "./warning-line.tsx";
export { Failures } from "./failures.tsx";
export { LeaveDialog } from "./leave-dialog.tsx";
export { MessageMenu } from "./message-menu.tsx";
export { PactOffer } from "./pact-offer.tsx";
