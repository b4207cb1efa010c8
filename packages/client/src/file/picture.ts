/** Pictures before they are sealed (FI3): made anew by a canvas, so that nothing but the picture is in them. */
import { toBase64 } from "@chatorbit/crypto";
import { endingOf, type ImageType, isImageType, tinySide } from "@chatorbit/engine/files";
import { asItIs, type Prepare, type Prepared } from "./prepare.ts";
import { headerBytes, isDecodable, type PictureHeader, readPicture } from "./picture-header.ts";
import { strip } from "./picture-strip.ts";

/** The longest side of a picture that is made anew, pixels. */
const longestSide = 4_096;
/** A picture above this is taken apart no more, bytes: it goes as any file goes. */
const mostBytes = 64 * 1024 * 1024;
const quality = 0.9;

/** What goes out of a chosen file. Of a picture: the picture, and nothing of where, when and by what it was taken. */
export const preparePicture: Prepare = async (file) => {
  const header = readPicture(new Uint8Array(await file.slice(0, headerBytes).arrayBuffer()));
  if (header === null || file.size > mostBytes) return readable(file);
  const isMoving = header.type === "image/gif";
  if (!isMoving && isDecodable(header) && isCanvasHonest()) {
    const made = await madeAnew(file, header).catch(() => null);
    if (made !== null) return made;
  }
  return stripped(file, header);
};

/** A folder looks like a file until it is read. */
async function readable(file: File): Promise<Prepared> {
  await file.slice(0, 1).arrayBuffer();
  return asItIs(file);
}

async function madeAnew(file: File, header: PictureHeader): Promise<Prepared> {
  const bitmap = await createImageBitmap(file);
  try {
    const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
    const [w, h] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
    if (w === undefined || h === undefined) throw new RangeError("no size");
    const canvas = new OffscreenCanvas(w, h);
    context(canvas).drawImage(bitmap, 0, 0, w, h);
    // No browser writes AVIF; which other kind it can write shows in what comes.
    const type = header.type === "image/avif" ? "image/webp" : header.type;
    const bytes = await canvas.convertToBlob({ type, quality });
    if (!isImageType(bytes.type)) throw new TypeError(`no picture: ${bytes.type}`);
    return { bytes, name: named(file.name, bytes.type), image: { w, h, tiny: tinyOf(bitmap) } };
  } finally {
    bitmap.close();
  }
}

/** The picture as it was written, without the remarks beside it; where not even that can be done, a file like any other. */
async function stripped(file: File, header: PictureHeader): Promise<Prepared> {
  const bytes = strip(header.type, new Uint8Array(await file.arrayBuffer()));
  if (bytes === null) return asItIs(file);
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: header.type });
  const image = isDecodable(header) ? { w: header.w, h: header.h, tiny: null } : null;
  return { bytes: blob, name: named(file.name, header.type), image };
}

/** A handful of its pixels, for its place until it is there. */
function tinyOf(bitmap: ImageBitmap): string {
  const canvas = new OffscreenCanvas(tinySide, tinySide);
  const small = context(canvas);
  small.imageSmoothingQuality = "high";
  small.drawImage(bitmap, 0, 0, tinySide, tinySide);
  const { data } = small.getImageData(0, 0, tinySide, tinySide);
  return toBase64(data.filter((_, at) => at % 4 !== 3) as unknown as Uint8Array);
}

function context(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const found = canvas.getContext("2d");
  if (found === null) throw new TypeError("no canvas");
  return found;
}

/** Some browsers give back noise for what was drawn, against being recognised: a picture made so would be none. */
function isCanvasHonest(): boolean {
  if (!("OffscreenCanvas" in globalThis)) return false;
  const canvas = new OffscreenCanvas(8, 8);
  const drawn = context(canvas);
  drawn.fillStyle = "rgb(17, 119, 221)";
  drawn.fillRect(0, 0, 8, 8);
  const { data } = drawn.getImageData(0, 0, 8, 8);
  return data.every((value, at) => value === [17, 119, 221, 255][at % 4]);
}

const endings: Readonly<Record<ImageType, readonly [string, ...string[]]>> = {
  "image/png": ["png"],
  "image/jpeg": ["jpg", "jpeg", "jfif"],
  "image/webp": ["webp"],
  "image/gif": ["gif"],
  "image/avif": ["avif"],
};

/** The name with an ending that fits what it is now. */
function named(name: string, type: ImageType): string {
  const ending = endingOf(name);
  if (endings[type].includes(ending)) return name;
  const bare = ending === "" ? name : name.slice(0, -ending.length - 1);
  return `${bare}.${endings[type][0]}`;
}
