/** What kind of picture bytes are and how large it would be, from their first part: asked before anything decodes them. */
import { type ImageType, maxPixels, maxSide } from "@chatorbit/engine/files";

export type PictureHeader = { readonly type: ImageType; readonly w: number; readonly h: number };

/** Enough for the header of any honest picture: colour profiles and previews of cameras stand before it, bytes. */
export const headerBytes = 512 * 1024;

/** May a picture of this size be decoded at all? A small file can claim to be a very large picture. */
export const isDecodable = ({ w, h }: PictureHeader): boolean =>
  w >= 1 && h >= 1 && w <= maxSide && h <= maxSide && w * h <= maxPixels;

/** Reads PNG, JPEG, WebP, GIF and AVIF; null for everything else, and for what breaks off. Never throws. */
export function readPicture(bytes: Uint8Array): PictureHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return png(view) ?? gif(view) ?? jpeg(view) ?? webp(view) ?? avif(view);
  } catch {
    return null;
  }
}

const text = (view: DataView, at: number, length: number): string =>
  String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, length));

function png(view: DataView): PictureHeader | null {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return null;
  return text(view, 12, 4) === "IHDR"
    ? { type: "image/png", w: view.getUint32(16), h: view.getUint32(20) }
    : null;
}

function gif(view: DataView): PictureHeader | null {
  if (!/^GIF8[79]a$/.test(text(view, 0, 6))) return null;
  return { type: "image/gif", w: view.getUint16(6, true), h: view.getUint16(8, true) };
}

/** ITU T.81: segments up to the frame header, which is any of SOF0…SOF15 but DHT, JPG and DAC. */
function jpeg(view: DataView): PictureHeader | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const mark = view.getUint8(at + 1);
    if (mark === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc;
    if (isFrame) return { type: "image/jpeg", w: view.getUint16(at + 7), h: view.getUint16(at + 5) };
    const hasLength = mark !== 0x01 && !(mark >= 0xd0 && mark <= 0xd8);
    if (mark === 0xd9 || mark === 0xda) return null;
    at += hasLength ? 2 + Math.max(2, view.getUint16(at + 2)) : 2;
  }
  return null;
}

function webp(view: DataView): PictureHeader | null {
  if (text(view, 0, 4) !== "RIFF" || text(view, 8, 4) !== "WEBP") return null;
  const type = "image/webp";
  switch (text(view, 12, 4)) {
    case "VP8 ":
      return { type, w: view.getUint16(26, true) & 0x3fff, h: view.getUint16(28, true) & 0x3fff };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { type, w: 1 + (bits & 0x3fff), h: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case "VP8X": {
      const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
      return { type, w: 1 + three(24), h: 1 + three(27) };
    }
    default:
      return null;
  }
}

/** ISO/IEC 23008-12: the largest `ispe` counts; whoever hides a larger one elsewhere gets what a decoder makes of it. */
function avif(view: DataView): PictureHeader | null {
  if (text(view, 4, 4) !== "ftyp" || !/avi[fs]/.test(text(view, 8, Math.min(64, view.getUint32(0) - 8))))
    return null;
  let [w, h] = [0, 0];
  for (let at = 16; at + 16 <= view.byteLength; at += 1) {
    if (view.getUint32(at) !== 0x69737065) continue;
    w = Math.max(w, view.getUint32(at + 8));
    h = Math.max(h, view.getUint32(at + 12));
  }
  return w === 0 || h === 0 ? null : { type: "image/avif", w, h };
}
