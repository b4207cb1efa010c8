import type { CheckModel, CheckView, Device, Way, WayName } from "../models/views.ts";

const devices: readonly Device[] = [
  { source: "microphone", id: "m1", label: "Built-in microphone" },
  { source: "microphone", id: "m2", label: "Headset (Bluetooth)" },
  { source: "camera", id: "c1", label: "FaceTime HD Camera" },
  { source: "speaker", id: "s1", label: "Built-in speakers" },
  { source: "speaker", id: "s2", label: "Headset (Bluetooth)" },
];

const open = (ms: number): Way => ({ is: "open", ms });
const names: readonly WayName[] = ["host", "stun", "turn-udp", "turn-tcp", "turn-tls"];

const lights = (...ways: readonly Way[]): CheckView["ways"] =>
  names.map((name, at) => ({ name, way: ways[at] ?? { is: "not-offered" } }));

const well: CheckView = {
  microphone: { is: "on" },
  camera: { is: "on" },
  hasHeard: true,
  speaker: "untried",
  devices,
  chosen: { microphone: null, camera: null, speaker: null },
  servers: "known",
  warnings: [],
  families: ["ipv4"],
  ways: lights(open(4), open(38), open(64), open(142), open(1_240)),
  bandwidth: { is: "guess", kbps: 4_830, suits: "hd" },
  verdict: "all",
};

const silent: Way = { is: "unreachable", ms: 9_000, why: "no-answer" };
const untried: Way = { is: "not-tried" };
const login: Way = { is: "refused", ms: 40, why: "login", code: 401 };

/** The check in every state worth looking at. */
export const checks: Readonly<Record<string, CheckView>> = {
  well,
  trying: {
    ...well,
    camera: { is: "asking" },
    hasHeard: false,
    ways: lights(open(4), open(38), { is: "trying" }, { is: "trying" }, { is: "waiting" }),
    bandwidth: { is: "waiting" },
    verdict: "checking",
  },
  refused: {
    ...well,
    microphone: { is: "off", why: "refused" },
    camera: { is: "off", why: "refused" },
    devices: devices.map((device) => ({ ...device, label: "" })),
    speaker: "played",
    bandwidth: { is: "measuring" },
  },
  "no-camera": {
    ...well,
    camera: { is: "off", why: "missing" },
    devices: devices.filter(({ source }) => source !== "camera"),
    ways: lights(open(4), silent, silent, open(142)),
    warnings: [{ code: "only-ipv6" }],
    bandwidth: { is: "guess", kbps: 310, suits: "voice" },
    verdict: "relay",
  },
  nothing: {
    ...well,
    microphone: { is: "off", why: "in-use" },
    camera: { is: "off", why: "failed" },
    hasHeard: false,
    speaker: "failed",
    ways: lights({ is: "unreachable", ms: 3, why: "blocked" }, silent, silent, silent, {
      is: "unreachable",
      ms: 20,
      why: "no-name",
    }),
    bandwidth: { is: "no-relay" },
    verdict: "nothing",
  },
  warnings: {
    ...well,
    hasHeard: false,
    ways: lights(open(4), open(21), login, login, { is: "refused", ms: 30, why: "full", code: 486 }),
    bandwidth: { is: "no-relay" },
    warnings: [
      { code: "unroutable", url: "turn:0.0.0.0:3478?transport=udp" },
      { code: "unroutable", url: "turn:localhost:3478" },
      { code: "only-ipv4" },
    ],
    verdict: "direct",
  },
  "none-offered": {
    ...well,
    ways: lights(open(4)),
    bandwidth: { is: "no-relay" },
    verdict: "none-offered",
  },
  insecure: {
    ...well,
    microphone: { is: "off", why: "insecure" },
    camera: { is: "off", why: "insecure" },
    devices: [],
    servers: "missing",
    ways: lights(open(4), untried, untried, untried, untried),
    families: [],
    bandwidth: { is: "no-relay" },
    verdict: "no-servers",
  },
};

/** A check that stands still; the meter shows one and the same voice. */
export function fakeCheck(view: CheckView): CheckModel {
  let picture: MediaStream | null = null;
  return {
    snapshot: () => view,
    subscribe: () => () => undefined,
    chooseDevice: () => undefined,
    playSound: () => undefined,
    again: () => undefined,
    watchLevel(heard) {
      heard(view.hasHeard ? 0.62 : 0.12);
      return () => undefined;
    },
    camera: () => (picture ??= face()),
    canChooseSpeaker: view.servers === "known",
    close: () => undefined,
  };
}

/** Somebody in front of a wall, so that one sees which side is which. */
function face(): MediaStream {
  const canvas = document.createElement("canvas");
  canvas.width = 640;
  canvas.height = 360;
  const draw = canvas.getContext("2d");
  const shape = (colour: string, x: number, y: number, width: number, height: number) => {
    if (draw === null) return;
    draw.fillStyle = colour;
    draw.beginPath();
    draw.ellipse(x, y, width, height, 0, 0, 7);
    draw.fill();
  };
  if (draw !== null) {
    draw.fillStyle = "#31495f";
    draw.fillRect(0, 0, 640, 360);
    draw.fillStyle = "#e7c48a";
    draw.fillRect(60, 40, 110, 130);
  }
  shape("#1d4e89", 340, 400, 170, 140);
  shape("#d9a07c", 340, 190, 66, 88);
  shape("#3b2a22", 340, 112, 72, 44);
  return canvas.captureStream(2);
}
