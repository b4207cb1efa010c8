/** Looks for secrets in bytes, however they may be written there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every way in which a text could stand in bytes. */
export function disguises(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const shifted = [0, 1, 2].map((shift) => {
    // base64 of the text behind 0…2 other bytes, without the symbols that depend on its neighbours.
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replaceAll("=", "");
    return encoded.slice(shift === 0 ? 0 : shift + 1, -2);
  });
  const texts = [
    text,
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    ...shifted,
    ...shifted.map((encoded) => encoded.replaceAll("+", "-").replaceAll("/", "_")),
  ];
  return texts.map((each) => Buffer.from(each));
}

/** Every way in which key bytes could stand in bytes. */
export const keyDisguises = (base64: string): readonly Buffer[] => {
  const bytes = Buffer.from(base64, "base64");
  const texts = [
    base64,
    bytes.toString("base64url"),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
  ];
  return [bytes, ...texts.map((text) => Buffer.from(text))];
};

/** Which of them stand in these bytes. */
export const contains = (haystack: Buffer, needles: readonly Buffer[]) =>
  needles.filter((needle) => needle.length >= 6 && haystack.includes(needle)).map(String);

/** Every byte of every file below a folder; one that goes meanwhile holds nothing. */
export const filesIn = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter(existsSync)
      .map((path) => readFileSync(path)),
  );
