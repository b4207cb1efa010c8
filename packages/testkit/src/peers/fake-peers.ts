import { type CallEvents, callsOn, type CallHands, type OpenCalls } from "@chatorbit/client";
import { FakeConnection, type PeerEnv } from "./fake-connection.ts";
import { FakeDevices, goodManners, type Manners } from "./fake-devices.ts";
import type { Order } from "./platform.ts";

type Around = Parameters<OpenCalls>[2];

/** Whoever wants to see what passes between the engine and its hands. */
export type CallSpy = {
  readonly said: (signal: Parameters<Around["say"]>[0]) => void;
  readonly heard: (signal: Parameters<Around["say"]>[0]) => void;
  readonly noted: (note: Parameters<Around["note"]>[0]) => void;
  readonly ordered: (order: Order) => void;
};

/** What one machine offers to calls; its pages come and go. */
export class FakePeers {
  readonly owner: string;
  readonly env: PeerEnv;
  readonly manners: Manners = goodManners();
  spy: CallSpy | null = null;
  /** Certificates of every connection it ever opened. */
  readonly prints = new Set<string>();
  /** Hands of the page that is open now. */
  page: FakePage | null = null;
  /** What the engine ordered that no hands could do. */
  readonly faults: string[] = [];

  constructor(owner: string, env: PeerEnv) {
    this.owner = owner;
    this.env = env;
  }

  /** The code of calls, as a page gets it. */
  readonly openCalls: OpenCalls = (ports, me, around) => {
    const calls = callsOn((events) => (this.page = new FakePage(this, events)))(ports, me, {
      ...around,
      say: (signal) => {
        this.spy?.said(signal);
        around.say(signal);
      },
      note: (note) => {
        this.spy?.noted(note);
        around.note(note);
      },
    });
    return {
      ...calls,
      heard: (signal, ts) => {
        calls.heard(signal, ts);
        this.spy?.heard(signal);
      },
    };
  };
}

/** The hands of one page. */
export class FakePage implements CallHands<unknown> {
  connection: FakeConnection | null = null;
  readonly devices: CallHands<unknown>["devices"] = async () => [];
  readonly tracks: FakeDevices;
  /** The id of what is being recorded. */
  recording: string | null = null;
  sound: "outgoing" | "incoming" | null = null;
  isAwake = false;
  readonly saved: string[] = [];
  readonly #peers: FakePeers;
  readonly #events: CallEvents;
  #isClosed = false;

  constructor(peers: FakePeers, events: CallEvents) {
    this.#peers = peers;
    this.#events = events;
    this.tracks = new FakeDevices({ ...peers.env, manners: peers.manners }, (report) => this.#tell(report));
  }

  readonly perform = (order: Order): void => {
    if (this.#isClosed) return;
    this.#peers.spy?.ordered(order);
    switch (order.type) {
      case "getMedia":
      case "getScreen":
      case "stopMedia":
      case "enable":
        return this.tracks.order(order);
      case "ring":
        this.sound = order.sound;
        return;
      case "stopRing":
        this.sound = null;
        return;
      case "wakeLock":
        this.isAwake = order.isOn;
        return;
      case "startRecorder":
        if (this.recording !== null) this.#fault("two recordings");
        this.recording = order.id;
        return;
      case "stopRecorder":
        return this.#stopRecorder();
      case "openPeer":
        return this.#open(order.gen, order.config);
      case "closePeer":
        if (this.connection?.gen !== order.gen) this.#fault("closes a connection that is not open");
        this.#closeConnection();
        return;
      default:
        if (this.connection?.gen !== order.gen)
          return this.#fault(`${order.type} for a connection that is not open`);
        this.connection.order(order);
    }
  };

  readonly streams = () => ({ remote: null, self: null, screen: null });
  readonly speaker = () => null;
  readonly chooseSpeaker = (): void => {};
  readonly save = (text: string): void => void this.saved.push(text);

  readonly close = (): void => {
    this.#isClosed = true;
    this.#closeConnection();
    this.tracks.stopAll();
    this.recording = null;
    this.sound = null;
    this.isAwake = false;
    if (this.#peers.page === this) this.#peers.page = null;
  };

  /** The platform noticed another network. */
  changeNetwork(): void {
    this.#tell({ type: "networkChanged" });
  }

  /** The encoder dies. */
  breakRecorder(): void {
    if (this.recording !== null) this.#stopRecorder();
  }

  #open(gen: number, config: FakeConnection["config"]): void {
    if (this.connection !== null) this.#fault("two connections");
    this.#closeConnection();
    const { owner, env } = this.#peers;
    this.connection = new FakeConnection(gen, config, env, {
      owner,
      isLive: (source) => this.tracks.live.has(source),
      tell: (report) => this.#tell(report),
    });
    this.#peers.prints.add(this.connection.fingerprint);
  }

  #closeConnection(): void {
    this.connection?.close();
    this.connection = null;
    if (!this.#isClosed) this.#events.changed();
  }

  /** The file is written first, then it is said. */
  #stopRecorder(): void {
    if (this.recording === null) return;
    this.recording = null;
    const { time } = this.#peers.env;
    time.at(time.now() + 5, () => this.#tell({ type: "recorderEnded" }));
  }

  #tell(report: Parameters<CallEvents["report"]>[0]): void {
    if (!this.#isClosed) this.#events.report(report);
  }

  #fault(what: string): void {
    this.#peers.faults.push(`${this.#peers.owner}: ${what}`);
  }
}
