/** How a picture lies in its window. */
export type Fit = "cover" | "contain";

type Size = { readonly width: number; readonly height: number };

/** A camera is asked for 1280 × 720 and never gives more: what is larger is a screen, and text must not be cut. */
const cameraPixels = 1280 * 720;
/** More of a face than this share is not cut away. */
const mostCut = 0.45;

/** The whole of a screen, and a camera that fills its window where that cuts off little. */
export function fitOf(picture: Size, window: Size): Fit {
  const { width, height } = picture;
  if (width === 0 || height === 0 || window.width === 0 || window.height === 0) return "cover";
  if (width * height > cameraPixels) return "contain";
  const shapes = width / height / (window.width / window.height);
  return 1 - Math.min(shapes, 1 / shapes) > mostCut ? "contain" : "cover";
}
