/** How much gets from this device through a relay and back, in a few seconds. A guess, no measurement. */
import type { IceServer } from "../peer/port.ts";

const limits = {
  /** Until the first byte is through, ms. */
  begin: 5_000,
  /** From the first byte on, ms. */
  run: 3_000,
  bytes: 2_000_000,
  /** What waits to be sent at most: more would be the browser's memory, not the network. */
  waiting: 128_000,
} as const;

const piece = new Uint8Array(16_000);

/** kbit/s, or null when nothing came through. */
export async function measure(relay: IceServer, signal: AbortSignal): Promise<number | null> {
  const [near, far] = [peerThrough(relay), peerThrough(relay)];
  try {
    return await flow(near, far, signal);
  } catch {
    return null;
  } finally {
    near.close();
    far.close();
  }
}

function peerThrough({ urls, ...login }: IceServer): RTCPeerConnection {
  return new RTCPeerConnection({ iceServers: [{ urls: [...urls], ...login }], iceTransportPolicy: "relay" });
}

async function flow(
  near: RTCPeerConnection,
  far: RTCPeerConnection,
  signal: AbortSignal,
): Promise<number | null> {
  const channel = near.createDataChannel("guess", { ordered: false });
  const counted = count(far, signal);
  pour(channel);
  trickle(near, far);
  trickle(far, near);
  await near.setLocalDescription();
  await far.setRemoteDescription(descriptionOf(near));
  await far.setLocalDescription();
  await near.setRemoteDescription(descriptionOf(far));
  return counted;
}

function descriptionOf({ localDescription }: RTCPeerConnection): RTCSessionDescription {
  if (localDescription === null) throw new Error("no description");
  return localDescription;
}

/** A candidate may come before the other side has its description: there it waits in the description's own list. */
function trickle(from: RTCPeerConnection, to: RTCPeerConnection): void {
  const early: RTCIceCandidate[] = [];
  const pass = (candidate: RTCIceCandidate) => void to.addIceCandidate(candidate).catch(() => {});
  from.onicecandidate = ({ candidate }) => {
    if (candidate === null) return;
    if (to.remoteDescription === null) early.push(candidate);
    else pass(candidate);
  };
  to.onsignalingstatechange = () => {
    if (to.remoteDescription !== null) early.splice(0).forEach(pass);
  };
}

/** Keeps the channel busy until so much was sent; the connection's end ends it too. */
function pour(channel: RTCDataChannel): void {
  let sent = 0;
  const fill = () => {
    while (channel.readyState === "open" && sent < limits.bytes && channel.bufferedAmount < limits.waiting) {
      channel.send(piece);
      sent += piece.length;
    }
  };
  channel.bufferedAmountLowThreshold = limits.waiting / 2;
  channel.onbufferedamountlow = fill;
  channel.onopen = fill;
}

/** From the first piece, which is not counted, to the last that came in time. */
function count(far: RTCPeerConnection, signal: AbortSignal): Promise<number | null> {
  return new Promise((resolve) => {
    let bytes = 0;
    let began = 0;
    let last = 0;
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve(bytes === 0 ? null : (bytes * 8) / Math.max(1, last - began));
    };
    let timer = setTimeout(end, limits.begin);
    signal.addEventListener("abort", end);
    far.ondatachannel = ({ channel }) => {
      channel.binaryType = "arraybuffer";
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        last = performance.now();
        if (began === 0) {
          began = last;
          clearTimeout(timer);
          timer = setTimeout(end, limits.run);
          return;
        }
        if (data instanceof ArrayBuffer) bytes += data.byteLength;
        if (bytes + piece.length >= limits.bytes) end();
      };
    };
  });
}
