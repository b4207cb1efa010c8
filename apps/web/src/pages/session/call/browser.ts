/** Which browser's menus a help text must name. */
export type Browser = "chromium" | "firefox" | "safari" | "ios" | "unknown";

/** Only to choose a text: nothing else depends on what a browser calls itself. */
export function browserOf({
  userAgent,
  maxTouchPoints,
}: Pick<Navigator, "userAgent" | "maxTouchPoints">): Browser {
  // An iPad calls itself a Mac; no Mac has a touch screen.
  const isTablet = /Macintosh/.test(userAgent) && maxTouchPoints > 1;
  if (/iPhone|iPad|iPod/.test(userAgent) || isTablet) return "ios";
  if (/Firefox\//.test(userAgent)) return "firefox";
  if (/Chrom(e|ium)\/|Edg\//.test(userAgent)) return "chromium";
  return /Safari\//.test(userAgent) ? "safari" : "unknown";
}
