/** Draws the 8 × 8 pixels that stand in for a picture; whatever else the text is, it draws nothing. */
export function drawTiny(canvas: HTMLCanvasElement, tiny: string): void {
  const context = canvas.getContext("2d");
  const bytes = Uint8Array.from(atob(tiny), (letter) => letter.charCodeAt(0));
  if (context === null || bytes.length !== 8 * 8 * 3) return;
  const pixels = context.createImageData(8, 8);
  for (let at = 0; at < 64; at += 1) {
    pixels.data.set(bytes.subarray(3 * at, 3 * at + 3), 4 * at);
    pixels.data[4 * at + 3] = 255;
  }
  context.putImageData(pixels, 0, 0);
}
