/** NET_TRACE=1: what every connection of a page goes through, with the time, for whoever asks why it took so long. */
import type { Page } from "@playwright/test";

export const isTraced = process.env["NET_TRACE"] === "1";

/** From now on; connections that are there already are not seen. */
export async function trace(page: Page, name: string): Promise<void> {
  page.on("console", (line) => {
    if (line.text().startsWith("trace ")) console.log(`${name} ${line.text().slice("trace ".length)}`);
  });
  await page.evaluate(wrap);
}

/** Runs in the page. */
function wrap(): void {
  const say = (...words: readonly unknown[]) => console.log("trace", Date.now() % 100_000, ...words);
  addEventListener("online", () => say("online"));
  addEventListener("offline", () => say("offline"));
  const Plain = globalThis.RTCPeerConnection;
  let count = 0;
  globalThis.RTCPeerConnection = class extends Plain {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      const id = (count += 1);
      say(id, "new", configuration?.iceTransportPolicy);
      this.addEventListener("iceconnectionstatechange", () => say(id, "ice", this.iceConnectionState));
      this.addEventListener("icegatheringstatechange", () => say(id, "gathering", this.iceGatheringState));
      this.addEventListener("signalingstatechange", () => say(id, "signaling", this.signalingState));
      this.addEventListener("icecandidate", ({ candidate }) =>
        say(id, "own", candidate?.type, candidate?.address, candidate?.protocol),
      );
      let pair = "";
      setInterval(() => {
        void this.getStats().then((stats) => {
          const all = [...stats.values()];
          const chosen = all.find(({ type }) => type === "transport")?.selectedCandidatePairId;
          const found = all.find(({ id }) => id === chosen);
          const of = (end: string) => all.find(({ id }) => id === end)?.candidateType;
          const now =
            found === undefined ? "" : `${of(found.localCandidateId)}-${of(found.remoteCandidateId)}`;
          if (now !== pair) say(id, "pair", (pair = now), found?.state);
        });
      }, 50);
    }
    override addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
      say("theirs", candidate?.candidate?.split(" ").slice(4, 8).join(" "));
      return super.addIceCandidate(candidate);
    }
    override restartIce(): void {
      say("restartIce");
      super.restartIce();
    }
  };
  const Line = globalThis.WebSocket;
  globalThis.WebSocket = class extends Line {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      say("dial");
      this.addEventListener("open", () => say("line open"));
      this.addEventListener("close", () => say("line closed"));
    }
  };
}
