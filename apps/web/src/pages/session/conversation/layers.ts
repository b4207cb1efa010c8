/** What opens over the conversation or comes after it: one chunk, fetched while the first words are being typed. */
export { CheckDialog } from "../check/late-check-dialog.ts";
export { EmojiPopover } from "../emoji/emoji-popover.tsx";
export { EndDialog } from "../end/end-dialog.tsx";
export { EndedScreen } from "../end/ended-screen.tsx";
export { BringBackOffer } from "./bring-back-offer.tsx";
export { InfoPanel } from "../info/info-panel.tsx";
export { TimeDialog } from "../time/time-dialog.tsx";
export { VerifyDialog } from "../verify/verify-dialog.tsx";
export { KeysDialog } from "./keys-dialog.tsx";
export { LeaveDialog } from "./leave-dialog.tsx";
export { MessageMenu } from "./message-menu.tsx";
export { PactOffer } from "./pact-offer.tsx";
