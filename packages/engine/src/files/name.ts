/** Names and kinds of files as the other side gives them: read with suspicion, shown without harm. */

/** Code points of a name that is shown and saved; the ending stays. */
const mostShown = 120;

/** Controls, marks that turn the direction of letters, what takes no room, and what paths are made of. */
const unwanted =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0"*/:<>?\\|\u2044\u2215\u29f8\uff0f\uff3c]/gu;

/** Names that are devices on Windows, whatever their ending. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

/**
 * A name to show and to save under: no path, no controls, nothing that makes `exe.txt` of `txt.exe`, nothing a
 * system means something else by. Never empty.
 */
export function cleanName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const plain = last.normalize("NFC").replaceAll(unwanted, "").replaceAll(/\s+/gu, " ");
  // A dot in front hides a file, one behind is dropped by Windows, and with it the ending changes.
  const bare = plain.replace(/^[\s.~]+/u, "").replace(/[\s.]+$/u, "");
  const named = bare === "" ? "file" : reserved.test(bare) ? `_${bare}` : bare;
  return shorten(named);
}

function shorten(name: string): string {
  const points = [...name];
  if (points.length <= mostShown) return name;
  const ending = endingOf(name);
  const kept = ending === "" ? "" : `.${ending}`;
  return `${points.slice(0, mostShown - [...kept].length - 1).join("")}…${kept}`;
}

/** The letters behind the last dot, lower case; empty where there are none. */
export const endingOf = (name: string): string =>
  /\.([\p{L}\p{N}_-]{1,16})$/u.exec(name)?.[1]?.toLowerCase() ?? "";

/** What a double press runs on one system or another, or what can carry such a thing without saying so. */
const programs = new Set(
  (
    "ade adp apk app appimage appref-ms appx appxbundle bat bin cab chm cmd com command cpl crx deb desktop dll dmg " +
    "docm dotm exe gadget hta htm html img inf ins iso jar jnlp js jse ksh lnk mde mht mhtml msc msh msi msix msp mst " +
    "ocx osx pif pkg potm ppam ppsm pptm prf ps1 psm1 py pyw rb reg rpm run scf scpt scr sct sh shb svg svgz swf sys " +
    "tool url vb vbe vbs vhd vhdx vxd website workflow ws wsc wsf wsh xhtml xlam xll xlsm xltm xml xpi xsl"
  ).split(" "),
);

/** Can opening a file of this name run something? Then it gets a warning; nobody can look inside. */
export const isProgram = (name: string): boolean => programs.has(endingOf(name));

/** What may be shown in the page, by the type it is then shown under (CRYPTO §16). */
export const imageTypes = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"] as const;
export type ImageType = (typeof imageTypes)[number];

export const isImageType = (mime: string): mime is ImageType =>
  (imageTypes as readonly string[]).includes(mime);

/** The type a file is kept and saved under: what is not shown is nothing but bytes. */
export const safeType = (mime: string): ImageType | "application/octet-stream" =>
  isImageType(mime) ? mime : "application/octet-stream";
