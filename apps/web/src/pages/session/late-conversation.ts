import { late } from "../../ui/late.tsx";

/** Fetched while the page looks for its seat: nobody waits for it, and nobody who only looks at an invitation needs it. */
export const ConversationScreen = late(
  async () => (await import("./conversation/conversation-screen.tsx")).ConversationScreen,
);
