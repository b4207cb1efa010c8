import type { Conversation } from "./state.ts";

/** Is a word to the other device possible right now? In a file of its own: calls ask it too, and they come late. */
export const canTalk = ({ phase, link, isPeerHere, conv, status }: Conversation): boolean =>
  phase === "seated" && link.phase === "live" && isPeerHere && conv !== null && status?.state === "ACTIVE";
