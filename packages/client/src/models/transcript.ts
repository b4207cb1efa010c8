import type { Conversation } from "@chatorbit/engine";

/** What was said, one line a message, for the file both agreed to (CA7). */
export function transcriptOf({ timeline, seat, myName, peerName }: Conversation): string {
  const lines = timeline.flatMap((entry) => {
    if (entry.kind !== "message" || entry.body === null) return [];
    const name = entry.by === seat?.role ? (myName ?? "me") : (peerName ?? "peer");
    return [`[${new Date(entry.ts).toISOString()}] ${name}: ${entry.body}`];
  });
  return `${lines.join("\n")}\n`;
}
