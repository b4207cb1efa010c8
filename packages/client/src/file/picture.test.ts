import { expect, test } from "bun:test";
import { isDecodable, readPicture } from "./picture-header.ts";
import { strip } from "./picture-strip.ts";

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const u16 = (value: number): number[] => [value >> 8, value & 255];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
const bytes = (...parts: readonly number[][]): Uint8Array => Uint8Array.from(parts.flat());
const has = (all: Uint8Array | null, text: string): boolean => Buffer.from(all ?? []).includes(text);

const segment = (mark: number, content: number[]): number[] => [
  0xff,
  mark,
  ...u16(2 + content.length),
  ...content,
];
const jpegFrame = segment(0xc2, [8, ...u16(480), ...u16(640), 1, 1, 0x11, 0]);
const jpeg = bytes(
  [0xff, 0xd8],
  segment(0xe0, ascii("JFIF\0")),
  segment(0xe1, ascii("Exif\0\0GPS 48.1 17.1")),
  segment(0xe2, ascii("ICC_PROFILE\0\x01\x01colours")),
  segment(0xe2, ascii("MPF\0another picture")),
  segment(0xed, ascii("Photoshop 3.0\0author")),
  segment(0xfe, ascii("a remark")),
  jpegFrame,
  segment(0xda, [1, 1, 0, 0, 63, 0]),
  [0x12, 0xff, 0x00, 0x34, 0xff, 0xd9],
  ascii("trailer with a place in it"),
);

const pngChunk = (name: string, content: number[]): number[] => [
  ...u32(content.length),
  ...ascii(name),
  ...content,
  ...u32(0),
];
const png = bytes(
  [0x89, ...ascii("PNG"), 0x0d, 0x0a, 0x1a, 0x0a],
  pngChunk("IHDR", [...u32(300), ...u32(200), 8, 6, 0, 0, 0]),
  pngChunk("eXIf", ascii("GPS 48.1")),
  pngChunk("iTXt", ascii("XML:com.adobe.xmp author")),
  pngChunk("IDAT", ascii("pixels")),
  pngChunk("IEND", []),
  ascii("trailer"),
);

const le16 = (value: number): number[] => [value & 255, value >> 8];
const gif = bytes(
  ascii("GIF89a"),
  [...le16(30), ...le16(20), 0x80, 0, 0, 1, 2, 3, 4, 5, 6],
  [0x21, 0xff, 11, ...ascii("NETSCAPE2.0"), 3, 1, 0, 0, 0],
  [0x21, 0xfe, 5, ...ascii("hello"), 0],
  [0x21, 0xff, 11, ...ascii("XMP DataXMP"), 6, ...ascii("author"), 0],
  [0x21, 0xf9, 4, 0, 10, 0, 0, 0],
  [0x2c, 0, 0, 0, 0, ...le16(30), ...le16(20), 0, 2, 2, 0x4c, 0x01, 0],
  [0x3b],
  ascii("trailer"),
);

const riff = (chunks: number[][]): Uint8Array => {
  const content = chunks.flat();
  const size = 4 + content.length;
  return bytes(ascii("RIFF"), [...le16(size & 0xffff), ...le16(size >>> 16)], ascii("WEBP"), content);
};
const riffChunk = (name: string, content: number[]): number[] => [
  ...ascii(name),
  ...le16(content.length),
  0,
  0,
  ...content,
  ...(content.length % 2 === 1 ? [0] : []),
];
const webp = riff([
  riffChunk("VP8X", [0x0c, 0, 0, 0, ...le16(99), 0, ...le16(49), 0]),
  riffChunk("VP8 ", ascii("frames")),
  riffChunk("EXIF", ascii("GPS 48.1!")),
  riffChunk("XMP ", ascii("author")),
]);

const avif = bytes(
  u32(24),
  ascii("ftypavif"),
  u32(0),
  ascii("avifmif1"),
  u32(20),
  ascii("ispe"),
  u32(0),
  u32(64),
  u32(32),
);

test("[FI3] the size of a picture is read before anything decodes it", () => {
  expect(readPicture(jpeg)).toEqual({ type: "image/jpeg", w: 640, h: 480 });
  expect(readPicture(png)).toEqual({ type: "image/png", w: 300, h: 200 });
  expect(readPicture(gif)).toEqual({ type: "image/gif", w: 30, h: 20 });
  expect(readPicture(webp)).toEqual({ type: "image/webp", w: 100, h: 50 });
  expect(readPicture(avif)).toEqual({ type: "image/avif", w: 64, h: 32 });
});

test("[FI3] what is no picture, or breaks off anywhere, is none, and nothing throws", () => {
  const others = ["<svg onload=alert(1)>", "<html>", "%PDF-1.7", "", "GIF", "RIFF....WAVE"].map((words) =>
    bytes(ascii(words)),
  );
  for (const one of others) expect(readPicture(one)).toBeNull();
  for (const whole of [jpeg, png, gif, webp, avif])
    for (let length = 0; length < whole.length; length += 1) {
      const part = whole.subarray(0, length);
      const header = readPicture(part);
      if (header !== null) expect(header).toEqual(readPicture(whole) ?? header);
      for (const type of ["image/jpeg", "image/png", "image/webp", "image/gif"] as const) strip(type, part);
    }
});

test("[FI3] a small file that claims to be a large picture is not decoded", () => {
  const bomb = (w: number, h: number) => ({ type: "image/png", w, h }) as const;
  expect(isDecodable(bomb(16_384, 2_000))).toBe(true);
  expect(isDecodable(bomb(16_385, 1))).toBe(false);
  expect(isDecodable(bomb(16_000, 16_000))).toBe(false);
  expect(isDecodable(bomb(0, 10))).toBe(false);
});

test("[FI3] what cameras wrote beside the picture goes, the picture and its colours stay", () => {
  const stripped = strip("image/jpeg", jpeg);
  for (const remark of ["Exif", "GPS", "MPF", "Photoshop", "remark", "trailer"])
    expect(has(stripped, remark)).toBe(false);
  for (const part of ["JFIF", "ICC_PROFILE", "colours"]) expect(has(stripped, part)).toBe(true);
  expect(readPicture(stripped ?? png)).toEqual({ type: "image/jpeg", w: 640, h: 480 });
  expect(stripped?.slice(-6)).toEqual(Uint8Array.of(0x12, 0xff, 0x00, 0x34, 0xff, 0xd9));
});

test("[FI3] the same of PNG, WebP and GIF, whose turns and times stay", () => {
  const [flat, web, moving] = [strip("image/png", png), strip("image/webp", webp), strip("image/gif", gif)];
  for (const one of [flat, web, moving])
    for (const remark of ["GPS", "author", "EXIF", "hello", "XMP", "trailer"])
      expect(has(one, remark)).toBe(false);
  expect(has(flat, "pixels")).toBe(true);
  expect(has(web, "frames")).toBe(true);
  expect(has(moving, "NETSCAPE2.0")).toBe(true);
  expect(readPicture(web ?? png)).toEqual({ type: "image/webp", w: 100, h: 50 });
  expect((web?.[20] ?? 0xff) & 0x0c).toBe(0);
  expect(new DataView(web?.buffer ?? new ArrayBuffer(8)).getUint32(4, true)).toBe((web?.length ?? 0) - 8);
  expect(readPicture(moving ?? png)).toEqual({ type: "image/gif", w: 30, h: 20 });
  expect(strip("image/avif", avif)).toBeNull();
});
