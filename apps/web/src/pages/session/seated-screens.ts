/** What a session shows between the seat and the conversation: one chunk, fetched while the page looks for its seat. */
export { SecuringScreen } from "./securing-screen.tsx";
export { WaitingScreen } from "./waiting-screen.tsx";
