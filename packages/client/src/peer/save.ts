/** Gives the person a file, named by the moment it was made. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${name}-${new Date().toISOString().slice(0, 16).replaceAll(/[:T]/g, "-")}.${endingOf(file)}`;
  link.click();
  // The download has its own hold on the bytes once it began.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function endingOf({ type }: Blob): string {
  if (type.startsWith("text/")) return "txt";
  const isMp4 = type.includes("mp4");
  if (type.startsWith("audio/")) return isMp4 ? "m4a" : "weba";
  return isMp4 ? "mp4" : "webm";
}
