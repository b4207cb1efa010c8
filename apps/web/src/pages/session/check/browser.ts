/** Whose words lead to the permissions. Guessed by name, for help only; nothing is decided by it. */
export type Browser = "chromium" | "firefox" | "safari" | "ios" | "android" | "unknown";

export function browserOf(agent: string, touchPoints: number): Browser {
  // Every browser of an iPhone is one underneath; an iPad calls itself a Mac with fingers.
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)) return "ios";
  if (/Firefox\//.test(agent)) return "firefox";
  if (/Chrome\/|Chromium\//.test(agent)) return /Android/.test(agent) ? "android" : "chromium";
  return /Safari\//.test(agent) ? "safari" : "unknown";
}
