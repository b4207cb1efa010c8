/** Pictures for a call nobody has: drawn once a second, so that they are streams like real ones. */
type Draw = (context: CanvasRenderingContext2D, width: number, height: number) => void;

const made = new Map<string, MediaStream>();

function stream(name: string, width: number, height: number, draw: Draw): MediaStream {
  const known = made.get(name);
  if (known !== undefined) return known;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas to draw on");
  draw(context, width, height);
  const captured = canvas.captureStream(4);
  // A canvas that stands still sends no picture to whoever comes later.
  setInterval(() => draw(context, width, height), 250);
  made.set(name, captured);
  return captured;
}

export const drawnCamera = (of: "me" | "peer"): MediaStream =>
  of === "peer"
    ? stream("peer", 1280, 720, (context, width, height) => {
        room(context, width, height, "#3a3038", "#1d2f57");
        lamp(context, 190, 330);
        person(context, width / 2, height, 1, { hair: "#4a2a1f", skin: "#e8ab86", coat: "#27548c" });
      })
    : stream("me", 640, 480, (context, width, height) => {
        room(context, width, height, "#5b6770", "#dfe8f2");
        person(context, width / 2, height, 0.72, { hair: "#2b211d", skin: "#d79a74", coat: "#6b7280" });
      });

/** A page of a contract on somebody's screen. */
export const drawnScreen = (): MediaStream =>
  stream("screen", 1920, 1080, (context, width, height) => {
    context.fillStyle = "#e9edf3";
    context.fillRect(0, 0, width, height);
    context.fillStyle = "#cfd7e3";
    context.fillRect(0, 0, width, 64);
    context.fillStyle = "#ffffff";
    context.fillRect(480, 110, 960, height);
    context.fillStyle = "#26324a";
    context.font = "600 44px sans-serif";
    context.fillText("Sale contract, draft 3", 560, 220);
    for (let line = 0; line < 20; line += 1) {
      context.fillStyle = line === 9 ? "#0f6fba" : "#9aa6b8";
      context.fillRect(560, 280 + line * 38, 800 - ((line * 137) % 220), 14);
    }
  });

type Looks = { readonly hair: string; readonly skin: string; readonly coat: string };

function room(context: CanvasRenderingContext2D, width: number, height: number, near: string, far: string) {
  const wall = context.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, near);
  wall.addColorStop(1, far);
  context.fillStyle = wall;
  context.fillRect(0, 0, width, height);
  context.fillStyle = "rgba(120, 170, 230, .28)";
  context.fillRect(width * 0.72, height * 0.1, width * 0.2, height * 0.42);
}

function lamp(context: CanvasRenderingContext2D, x: number, y: number) {
  const light = context.createRadialGradient(x, y, 20, x, y, 320);
  light.addColorStop(0, "rgba(255, 214, 150, .95)");
  light.addColorStop(1, "rgba(255, 214, 150, 0)");
  context.fillStyle = light;
  context.fillRect(0, 0, 600, 720);
}

function person(context: CanvasRenderingContext2D, x: number, floor: number, size: number, looks: Looks) {
  const part = (color: string, dx: number, dy: number, rx: number, ry: number) => {
    context.fillStyle = color;
    context.beginPath();
    context.ellipse(x + dx * size, floor + dy * size, rx * size, ry * size, 0, 0, Math.PI * 2);
    context.fill();
  };
  part(looks.hair, 0, -330, 150, 190);
  part(looks.coat, 0, 40, 330, 230);
  part(looks.skin, 0, -190, 52, 90);
  part(looks.skin, 0, -320, 108, 142);
  part(looks.hair, 0, -430, 118, 62);
  part("#3b2418", -40, -330, 11, 9);
  part("#3b2418", 40, -330, 11, 9);
  part("#b3564e", 0, -248, 34, 10);
}
