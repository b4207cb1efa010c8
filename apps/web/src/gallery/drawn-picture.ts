/** A landscape that is nobody's: for pictures in the gallery. */
export function drawnPicture([width, height]: readonly [number, number]): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  const sky = context.createLinearGradient(0, 0, 0, height);
  for (const [at, colour] of [
    [0, "#17407a"],
    [0.55, "#7d86a8"],
    [0.75, "#f2b48c"],
  ] as const)
    sky.addColorStop(at, colour);
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  for (let range = 0; range < 3; range += 1) {
    context.fillStyle = ["#5b7396", "#3b5478", "#1d3050"][range] ?? "#1d3050";
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= width; x += 8) {
      const wave = Math.sin(x / (90 + 40 * range) + range * 2) + Math.sin(x / 37 + range) / 2;
      context.lineTo(x, height * (0.62 + 0.12 * range) + wave * height * 0.04);
    }
    context.lineTo(width, height);
    context.fill();
  }
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
}
