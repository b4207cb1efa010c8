/** Files as they are seen: one chunk of its own, fetched while the first words are being typed. */
export { FileDrop } from "./file-drop.tsx";
export { FileMessage } from "./file-message.tsx";
