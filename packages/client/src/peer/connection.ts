import type { Kind, PeerConfig, PeerOrder, RelayProtocol, Report, Source } from "./port.ts";
import { freshPicture } from "./fresh-picture.ts";
import { Silence } from "./silence.ts";
import { bytesReceived, type Counters, noCounters, reduceStats } from "./stats.ts";

type GetTrack = (source: Source) => MediaStreamTrack | null;
type ConnectionOrder = Exclude<PeerOrder, { type: "openPeer" | "closePeer" }>;

/** Between two looks at the statistics, ms; every so many of them give a sample. */
const lookMs = 500;
const looksForSample = 4;

/** One RTCPeerConnection: orders in, reports out, nothing decided here. */
export class Connection {
  readonly gen: number;
  readonly stream = new MediaStream();
  readonly #peer: RTCPeerConnection;
  readonly #getTrack: GetTrack;
  readonly #tell: (report: Report) => void;
  readonly #changed: () => void;
  #chain: Promise<void> = Promise.resolve();
  #isClosed = false;
  #counters: Counters = noCounters;
  readonly #silence = new Silence();
  #looks = 0;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(
    gen: number,
    config: PeerConfig,
    getTrack: GetTrack,
    tell: (report: Report) => void,
    changed: () => void,
  ) {
    this.gen = gen;
    this.#getTrack = getTrack;
    this.#tell = (report) => {
      if (!this.#isClosed) tell(report);
    };
    this.#changed = changed;
    this.#peer = new RTCPeerConnection(configuration(config));
    this.#listen();
  }

  /**
   * Carried out after everything ordered before. Nothing ordered before can hold back `close`: a
   * closed connection leaves its promises unresolved for ever.
   */
  order(order: ConnectionOrder): void {
    this.#chain = this.#chain.then(async () => {
      if (this.#isClosed) return;
      try {
        await this.#carryOut(order);
      } catch {
        // A candidate that does not fit is no loss: it belongs to an offer that was taken back.
        if (order.type === "addCandidate") return;
        // Also one without a ticket: a policy that was not taken would show what it should hide.
        const ticket = "ticket" in order ? order.ticket : null;
        this.#tell({ type: "peerBroke", gen: this.gen, ticket });
      }
    });
  }

  /** A channel both sides open by themselves, so that nobody waits to hear of it. To be called before any order. */
  channel(): RTCDataChannel {
    return this.#peer.createDataChannel("files", { negotiated: true, id: 0, ordered: true });
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const track of this.stream.getTracks()) this.stream.removeTrack(track);
    this.#peer.close();
  }

  async #carryOut(order: ConnectionOrder): Promise<void> {
    const peer = this.#peer;
    switch (order.type) {
      case "configure":
        return peer.setConfiguration(configuration(order.config));
      case "addTrack":
      case "replaceTrack":
        return this.#send(order.kind, this.#getTrack(order.source));
      case "removeTrack":
        return this.#send(order.kind, null);
      case "listen":
        return void peer.addTransceiver("audio", { direction: "recvonly" });
      case "restartIce":
        return peer.restartIce();
      case "makeOffer":
        await peer.setLocalDescription(await peer.createOffer());
        return this.#described(order.ticket);
      case "makeAnswer":
        await peer.setLocalDescription(await peer.createAnswer());
        return this.#described(order.ticket);
      case "setRemote":
        if (order.isRollback && peer.signalingState === "have-local-offer") {
          await peer.setLocalDescription({ type: "rollback" });
        }
        return peer.setRemoteDescription(order.description);
      case "addCandidate":
        return peer.addIceCandidate(order.candidate);
    }
  }

  /**
   * The transceiver of a kind is used again: `addTrack` would open another m-line each time the
   * camera comes back.
   */
  async #send(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    const peer = this.#peer;
    const transceiver = peer
      .getTransceivers()
      .find((one) => one.receiver.track.kind === kind && one.currentDirection !== "stopped");
    if (transceiver === undefined) {
      if (track !== null) peer.addTrack(track, this.stream);
      return;
    }
    await transceiver.sender.replaceTrack(track);
    const direction = track === null ? "recvonly" : "sendrecv";
    if (transceiver.direction !== direction) transceiver.direction = direction;
  }

  #described(ticket: number): void {
    const made = this.#peer.localDescription;
    if (made === null || (made.type !== "offer" && made.type !== "answer")) return;
    const description = { type: made.type, sdp: made.sdp };
    this.#tell({ type: "described", gen: this.gen, ticket, description });
  }

  #listen(): void {
    const peer = this.#peer;
    const { gen } = this;
    peer.onnegotiationneeded = () => this.#tell({ type: "negotiationNeeded", gen });
    peer.onicecandidate = ({ candidate }) => {
      if (candidate === null || candidate.candidate === "") return;
      const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
      this.#tell({
        type: "gathered",
        gen,
        candidate: { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment },
        relay: relayOf(candidate),
      });
    };
    peer.onicegatheringstatechange = () => {
      if (peer.iceGatheringState === "complete") this.#tell({ type: "gatheringDone", gen });
    };
    peer.onicecandidateerror = ({ url, errorCode }) =>
      this.#tell({ type: "iceError", gen, url, code: errorCode });
    peer.onconnectionstatechange = () => this.#stateChanged();
    peer.ontrack = ({ track }) => {
      this.stream.addTrack(track);
      this.#changed();
    };
  }

  #stateChanged(): void {
    const state = this.#peer.connectionState;
    if (state === "new" || state === "closed") return;
    this.#tell({ type: "connection", gen: this.gen, state });
    if (state === "connected") this.#watchPath();
    if (state === "connected") this.#timer ??= setInterval(() => void this.#look().catch(() => {}), lookMs);
  }

  /** Everything is bundled, so there is one transport. */
  #watchPath(): void {
    const transport = this.#peer.getSenders()[0]?.transport?.iceTransport;
    if (transport) transport.onselectedcandidatepairchange = () => void freshPicture(this.#peer);
  }

  async #look(): Promise<void> {
    if (this.#isClosed || this.#peer.connectionState !== "connected") return;
    const report = await this.#peer.getStats();
    const entries: readonly unknown[] = [...report.values()];
    const heard = this.#silence.look(bytesReceived(entries), performance.now());
    if (heard === "silence") this.#tell({ type: "silent", gen: this.gen });
    if (heard === "again") {
      this.#tell({ type: "flows", gen: this.gen });
      await freshPicture(this.#peer);
    }
    this.#looks += 1;
    if (this.#looks % looksForSample !== 0) return;
    const { sample, counters } = reduceStats(entries, this.#counters);
    this.#counters = counters;
    if (sample !== null) this.#tell({ type: "sample", gen: this.gen, sample });
  }
}

/** RFC 7064, RFC 7065. One that is none would cost the whole list, and the connection with it. */
const iceUrl = /^(?:stuns?:[^\s?]+|turns?:[^\s?]+(?:\?transport=(?:udp|tcp))?)$/i;

/** Only our own settings: the defaults of browsers allow several transports and RTCP beside. */
const configuration = ({ servers, isRelayOnly }: PeerConfig): RTCConfiguration => ({
  iceServers: servers.flatMap(({ urls, ...credentials }) => {
    const known = urls.filter((url) => iceUrl.test(url));
    return known.length === 0 ? [] : [{ urls: known, ...credentials }];
  }),
  iceTransportPolicy: isRelayOnly ? "relay" : "all",
  bundlePolicy: "max-bundle",
  rtcpMuxPolicy: "require",
});

/** How the relay of a candidate is reached; not every browser says. */
function relayOf(candidate: RTCIceCandidate): RelayProtocol | null {
  const said: unknown = "relayProtocol" in candidate ? candidate.relayProtocol : null;
  return said === "udp" || said === "tcp" || said === "tls" ? said : null;
}
