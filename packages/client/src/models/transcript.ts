import type { Conversation } from "@chatorbit/engine";

/** What was said, one line a message, for the file both agreed to (CA7). */
export function transcriptOf({ timeline, seat, myName, peerName }: Conversation): string {
  const lines = timeline.flatMap((entry) => {
    if (entry.kind !== "message" || entry.body === null) return [];
    const name = entry.by === seat?.role ? (myName ?? "me") : (peerName ?? "peer");
    const seconds = Math.round((entry.voice?.ms ?? 0) / 1000);
    const words =
      entry.file !== null
        ? `(file: ${entry.file.name}, ${entry.file.size} bytes)`
        : entry.voice === null
          ? entry.body
          : `(voice message, ${seconds} s)`;
    return [`[${new Date(entry.ts).toISOString()}] ${name}: ${words}`];
  });
  return `${lines.join("\n")}\n`;
}
